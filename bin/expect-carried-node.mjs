// Stops a script with one sentence when the Node that Attaché carries was not installed.
if (Number.parseInt(process.versions.node, 10) < 26) {
  console.error(
    'Attaché brings its own Node 26, and it is missing (was npm install run with --ignore-scripts?). Mend it with: npm rebuild node',
  );
  process.exit(1);
}
