// How a certificate is set, in Typst: everything that it says comes in as data, and nothing of it is read as markup.

/** `sys.inputs.sheet` is a `CertificateSheet` as JSON. */
export const certificateTemplate = `
#let sheet = json(bytes(sys.inputs.sheet))
#let rtl = sheet.direction == "rtl"
#let navy = rgb("#1d3557")
#let grey = rgb("#5b6470")
#set document(title: sheet.title + " – " + sheet.name, author: sheet.issuer, date: none)
#set page(
  paper: "a4",
  flipped: true,
  margin: (x: 28mm, y: 24mm),
  background: rect(width: 100% - 20mm, height: 100% - 20mm, stroke: 1.2pt + navy, inset: 3mm, rect(width: 100%, height: 100%, stroke: 0.4pt + navy)),
)
#set text(
  font: ("Noto Sans", "Noto Sans Arabic"),
  fallback: true,
  lang: sheet.language,
  dir: if rtl { direction.rtl } else { direction.ltr },
  size: 12pt,
  fill: rgb("#1d2a3a"),
  hyphenate: false,
)
#set par(leading: 0.7em)
// What others typed keeps its direction to itself.
#let typed(words) = "\\u{2068}" + words + "\\u{2069}"
#let fitting(words, most, least, weight) = layout(size => {
  let at = most
  while at > least and measure(text(size: at, weight: weight, words)).width > size.width { at -= 1pt }
  text(size: at, weight: weight, words)
})
#align(center)[
  #text(size: 11pt, fill: grey, typed(sheet.issuer))
  #v(6mm)
  #text(size: 28pt, weight: 600, fill: navy, sheet.title)
  #v(7mm)
  #text(size: 12pt, fill: grey, sheet.certifies)
  #v(3mm)
  #block(width: 100%, fitting(typed(sheet.name), 26pt, 14pt, 600))
  #if sheet.organisation != none { text(size: 12pt, fill: grey, typed(sheet.organisation)) }
  #v(4mm)
  #text(size: 12pt, fill: grey, sheet.took)
  #v(3mm)
  #block(width: 100%, fitting(typed(sheet.course), 20pt, 12pt, 600))
  #v(2mm)
  #for line in sheet.lines [ #text(size: 12pt, line) #linebreak() ]
]
#place(bottom, block(width: 100%)[
  #line(length: 100%, stroke: 0.4pt + navy)
  #v(1mm)
  #set text(size: 9.5pt, fill: grey)
  #grid(
    columns: (1fr, 1fr),
    gutter: 4mm,
    align(start, sheet.issued),
    align(end)[
      #sheet.codeLabel #text(dir: ltr, weight: 600, fill: navy, "\\u{2066}" + sheet.code + "\\u{2069}")
      #if sheet.address != none [ #linebreak() #text(dir: ltr, size: 8.5pt, "\\u{2066}" + sheet.address + "\\u{2069}") ]
    ],
  )
])
`;
