// A small site with events of every kind, built for a fixed day.

export const TODAY = '2027-03-04';

export const FILES = {
  'workshops.yml': `
site:
  title: Mill & Lantern
  description: Courses on grain, water and light
  url: https://example.org/courses/
  timezone: Europe/Paris
speakers:
  ada:
    name: Ada Vintner
    url: https://example.org/ada
    photo: images/ada.svg
    bio: "Ada *grinds* <b>slowly</b>. See [her notes](mill.html)."
  ben: {name: Ben "Lamp" Okoro, bio: Ben lights lamps.}
redirects:
  next: events/2027-03-20-lyon-mill-days/
  q: https://example.org/q
workshops:
- {title: Grinding alone, decks: [mill], lang: en}
- title: "Milling <now> & then"
  date: [2027-03-02, 2027-03-04, 2027-03-09]
  country: www
  city: online
  event: Evening school
  speaker: "ada, ben"
  lang: en
  hours: 18:30-20:00
  series: Mill courses
  decks: [mill]
  attend: https://example.org/evenings
- title: Moudre en deux jours
  date: [2027-03-20, 2027-03-21]
  country: fr
  city: Lyon
  event: Mill Days
  lang: fr
  speaker: ada
  hours: 09:00-17:00
  breaks: [10:30+15, 12:00+60, 15:00+15]
  decks: [mill]
  level: intermediate
  series: Mill courses
  topics: [grain, C++]
  abstract: "Du *grain* à la farine. ![Un moulin](images/mill.svg)"
  requirements: "- un tablier\\n- de la patience"
  attend: https://example.org/lyon
  chat: https://example.org/chat
  aliases: [old-lyon]
- {title: Lamps, date: 2027-04-01, country: de, city: Köln, event: Licht, speaker: ben, lang: de, status: sold-out}
- {title: Off, date: 2027-05-01, country: pt, city: Porto, lang: pt, status: cancelled, attend: "https://example.org/off"}
- {title: Words, date: 2027-06-01, country: jp, city: Kyoto, lang: ja, status: by invitation}
- {title: Yesterday, date: 2027-03-03, country: nl, city: Utrecht, lang: nl, video: "https://example.org/v", decks: [mill]}
- {title: Old 1, date: 2026-01-01, country: pl, city: Gdynia, lang: pl, slides: "mill.html"}
- {title: Old 2, date: 2025-01-01, country: it, city: Bari, lang: it}
- {title: Old 3, date: 2024-01-01, country: es, city: Vigo, lang: es}
- {title: Old 4, date: 2024-02-01, country: us, city: "Reno, NV", lang: en}
- {title: Old 5, date: 2023-02-01, country: us, city: "Reno, NV", lang: en}
`,
  'slides/mill.yml': 'title: The mill\ndescription: From grain to flour\ncontent:\n- - {chapter: grain.md, minutes: 240}\n  - stones.md\n- [water.md]\n',
  'slides/grain.md': '# Grain\n\nA\n\n---\n\n## Kinds\n\n.lab[Sort it.]\n',
  'slides/stones.md': '# *Stones*\n\nB\n\n---\n\nminutes: 180\n\nC\n',
  'slides/water.md': '# Water & weirs\n\nD\n',
  'slides/images/mill.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
  'slides/images/ada.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
};
