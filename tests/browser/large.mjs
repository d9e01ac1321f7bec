// A site with one large deck: 2,600 slides of the kinds in real workshops, about 2.3 MB of HTML.

const N_CHAPTERS = 43;
const N_SLIDES = 50; // Of a chapter.

const WORDS = `the harbour log keeps every arrival of a ship with its hour and its cargo so that anyone who asks later
  can count them again and a pipeline of small tools reads it line by line until one number is left`.split(/\s+/);
/** Words that differ between slides, but are the same in every run. */
const words = (seed, n) => Array.from({ length: n }, (_, i) => WORDS[(seed * 7 + i * (1 + (seed % 5))) % WORDS.length]).join(' ');

const KINDS = [
  (n) => `- ${words(n, 36)}\n\n- ${words(n + 1, 42)}\n\n- ${words(n + 2, 27)} number ${n}`,
  (n) => `${words(n, 60)}\n\n\`\`\`bash\n$ grep -c ${n} harbour.log | sort -n\n# ${words(n, 6)}\nfor ship in $(cat ships); do\n  echo "$ship ${n}"\ndone\n\`\`\``,
  (n) => `- ${words(n, 24)}\n\n--\n\n- ${words(n + 3, 40)}\n\n???\n\n${words(n, 75)}`,
  (n) => `.lab[\n- ${words(n, 7)}:\n  \`\`\`bash\n  cut -d' ' -f${n} harbour.log\n  \`\`\`\n]\n\n${words(n + 5, 48)}`,
  (n) => `| ship | hour |\n|---|---|\n| ${words(n, 2)} | ${n} |\n| ${words(n + 1, 3)} | ${n + 1} |\n\n.footnote[${words(n, 30)}]`,
];

function chapter(c) {
  const slides = Array.from({ length: N_SLIDES }, (_, i) => {
    const n = c * N_SLIDES + i;
    const kind = i === 0 ? 'class: title\n\n' : i % 9 === 4 ? 'class: extra-details\n\n' : '';
    return `${kind}${i === 0 ? '#' : '##'} Slide ${n} says ${words(n, 3)}\n\n${i === 0 ? words(n, 8) : KINDS[n % KINDS.length](n)}\n`;
  });
  return slides.join('\n---\n\n');
}

const names = Array.from({ length: N_CHAPTERS }, (_, c) => `chapter-${c}.md`);
export const LARGE = {
  'slides/large.yml': `title: A large deck\ncontent:\n${names.map((name) => `- ${name}\n`).join('')}`,
  ...Object.fromEntries(names.map((name, c) => [`slides/${name}`, chapter(c)])),
  'slides/small.yml': 'title: A small deck\ncontent: [chapter-0.md]\n',
};
