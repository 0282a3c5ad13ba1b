import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, openCourseScene, type Scene } from '../../test/support/course-scene.ts';
import { openPublicPages, type PublicPages } from './public-pages.ts';

describe('the public pages', () => {
  let scene: Scene;
  let pages: PublicPages;
  let course: string;
  let code: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.publish({ title: 'Evidence <script>alert(1)</script>' });
    await scene.bench.arrange(async ({ certificates }) => {
      const [made] = await certificates.issue([
        {
          ...{
            code: '0000-0000-0000-0000-0000',
            course,
            person: scene.id('ama'),
            organisation: scene.id('ghana'),
          },
          ...{ name: 'Ama </bdi><b>Mensah', language: 'en', mark: 'attended', daysPresent: 5, daysMarked: 5 },
          ...{ hours: 30, issuedBy: scene.id('vera') },
        },
      ]);
      code = made?.code ?? '';
    });
    pages = await openPublicPages({
      ...{ url: 'https://attache.example', port: 0, store: scene.bench.store, clock: scene.bench.clock },
      signing: {
        publicUrl: 'https://attache.example',
        document: { id: 'did:web:attache.example' },
        sign: async ({ name }) => `head.${Buffer.from(name).toString('base64url')}.tail`,
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
  });
  afterEach(async () => {
    await pages.close();
    await scene.bench.close();
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${pages.port}${path}`, { headers });
  const read = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).text();

  it('say of a code how its certificate stands and what it says, as text and nothing else', async () => {
    const answer = await get(`/verify/${code}`);
    const html = await answer.text();

    expect(answer.status).toBe(200);
    expect(html).toContain('This certificate is genuine and stands.');
    expect(html).toContain('<bdi>Ama &lt;/bdi&gt;&lt;b&gt;Mensah</bdi>');
    expect(html).toContain('<bdi>Evidence &lt;script&gt;alert(1)&lt;/script&gt;</bdi>');
    expect(html).toContain('Present on 5 of 5 days · 30 hours of teaching');
    expect(html).not.toContain('<script');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  it('answer an unknown code as they answer a known one, and a code that is typed any way', async () => {
    const known = await get(`/verify?code=${encodeURIComponent('oooo oooo oooo oooo oooo')}`);
    const unknown = await get('/verify/1111-1111-1111-1111-1111');

    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(await known.text()).toContain('genuine and stands');
    expect(await unknown.text()).toContain('No certificate has this code.');
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
  });

  it('speak the language that the browser asks for, or that was switched to, Arabic from right to left', async () => {
    const arabic = await read(`/verify/${code}`, { 'accept-language': 'de, ar;q=0.8, en;q=0.5' });
    const french = await read('/verify?lang=fr', { 'accept-language': 'ar' });
    const english = await read('/verify');

    expect(arabic).toContain('<html lang="ar" dir="rtl">');
    expect(arabic).toContain('هذه الشهادة صحيحة وسارية.');
    expect(french).toContain('<html lang="fr" dir="ltr">');
    expect(french).toContain('hreflang="ar"');
    expect(english).toContain('Code on the certificate');
  });

  it('say nothing of a course that is not disclosed, and hand out no credential of it', async () => {
    const before = await get(`/verify/${code}/credential.jwt`);
    const enveloped = await (await get(`/verify/${code}/credential.json`)).json();
    await scene.bench.arrange(({ courses }) => courses.withhold(course, ['counter-terrorism']));

    const html = await read(`/verify/${code}`);
    const after = await get(`/verify/${code}/credential.jwt`);

    expect(await before.text()).toMatch(/^head\./);
    expect(enveloped).toMatchObject({
      type: 'EnvelopedVerifiableCredential',
      id: expect.stringMatching(/^data:application\/vc\+jwt,head\./),
    });
    expect(html).toContain('genuine and stands');
    expect(html).toContain('More is not said of this course here.');
    expect(html).not.toContain('Evidence');
    expect(html).not.toContain('2027');
    expect(after.status).toBe(404);
  });

  it('say that one was withdrawn, by the hub or at its holder’s wish, and then nothing more', async () => {
    const [one] = await scene.bench.arrange(({ certificates }) => certificates.list(course));
    await scene.bench
      .as(account('vera'))
      .runs('course revoke-certificate', { code, reason: 'Secret reason.' });
    const revoked = await read(`/verify/${code}`);
    await scene.bench.arrange((records) => records.erasures.erase(scene.id('ama')));
    const erased = await read(`/verify/${code}`);
    const badge = await get(`/verify/${code}/credential.jwt`);

    expect(one?.revokedAt).toBeNull();
    expect(revoked).toContain('has been withdrawn by the hub');
    expect(revoked).not.toContain('Secret reason');
    expect(erased).not.toContain('Ama');
    expect(badge.status).toBe(404);
  });

  it('let nobody guess quickly, and know no other page', async () => {
    const statuses: number[] = [];
    for (let number = 0; number < 32; number += 1) statuses.push((await get('/verify/nonsense')).status);
    const other = await get('/verify/nonsense', { 'x-forwarded-for': '203.0.113.7' });
    scene.bench.clock.set(scene.bench.clock.now() + 61_000);
    const later = await get('/verify/nonsense');

    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    expect([other.status, later.status]).toEqual([200, 200]);
    expect((await get('/certificates')).status).toBe(404);
    expect(await (await get('/.well-known/did.json')).json()).toEqual({ id: 'did:web:attache.example' });
  });
});
