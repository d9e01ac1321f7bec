// Makes the scripts and style sheets of static/ from the modules here.
//
//   node bundle.mjs          writes them
//   node bundle.mjs --check  fails when they are not what this would write
//
// Each scripts/<name>.js or scripts/<name>/index.js becomes static/<name>.js: a classic script,
// since modules do not load from file://, in the syntax of 2020, so that older browsers can read it
// and leave the page as it is. Each styles/<name>.css becomes static/<name>.css: the same rules
// without comments and spaces. A site can replace each of these files by its own; they are joined
// in one file only when a site is built.

import { build, transform } from 'esbuild';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const HERE = import.meta.dirname;
const STATIC = path.join(HERE, '..', 'static');
const SYNTAX = 'es2020';
const SHARED = { charset: 'utf8', legalComments: 'none', logLevel: 'silent' };
/** The entries: files of `static/`, as opposed to modules of another file. */
const MADE = /\.(css|js)$/;

/** The modules that scripts begin with, by the name of the script. */
function entries() {
  const found = readdirSync(path.join(HERE, 'scripts'), { withFileTypes: true }).map((entry) => {
    const file = path.join(HERE, 'scripts', entry.name);
    return entry.isDirectory() ? [`${entry.name}.js`, path.join(file, 'index.js')] : [entry.name, file];
  });
  return found.filter(([, file]) => existsSync(file));
}

/** Style sheets without comments and insignificant spaces. Rules stay as they are, one by one. */
async function withoutBlanks(css) {
  const { code, warnings } = await transform(css, { ...SHARED, loader: 'css', minifyWhitespace: true });
  if (warnings.length) throw new Error(warnings.map(({ text }) => text).join('\n'));
  // Spaces before the value of a custom property are also removed, and those after commas and
  // around `*` and `/` in values; spaces in quotes stay.
  const value = /(?<=[{;])([\w-]+:) ?((?:"[^"]*"|[^"{};])+)(?=[;}])/g;
  return code.replace(value, (_, name, text) => name + text.replace(/"[^"]*"|, | ?[*/] ?/g, (part) => (part[0] === '"' ? part : part.trim())));
}

/** A style sheet that a script imports is its text. */
const cssAsText = {
  name: 'css as text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path: file }) => ({ contents: (await withoutBlanks(readFileSync(file, 'utf8'))).trimEnd(), loader: 'text' }));
  },
};

/** Fails when modules import each other in a circle. */
function refuseCircles({ inputs }) {
  const done = new Set();
  const visit = (file, way) => {
    if (way.includes(file)) throw new Error(`modules import each other: ${[...way, file].join(' → ')}`);
    if (done.has(file)) return;
    for (const { path: imported } of inputs[file]?.imports ?? []) visit(imported, [...way, file]);
    done.add(file);
  };
  for (const file of Object.keys(inputs)) visit(file, []);
}

/** A script in one piece. `use strict` applies only inside it: a site's own script may follow in the same file. */
async function bundled(entry) {
  const { outputFiles: [{ text }], warnings, metafile } = await build({
    ...SHARED, entryPoints: [entry], bundle: true, minify: true, format: 'iife', target: SYNTAX, write: false, metafile: true, plugins: [cssAsText],
  });
  if (warnings.length) throw new Error(warnings.map((warning) => `${entry}: ${warning.text}`).join('\n'));
  refuseCircles(metafile);
  const STRICT = '"use strict";';
  if (!text.startsWith(`${STRICT}(()=>{`)) throw new Error(`${entry}: an unknown frame: ${text.slice(0, 40)}`);
  return text.replace(`${STRICT}(()=>{`, `(()=>{${STRICT}`);
}

/** All files of `static/` that this makes, by name. */
async function made() {
  const scripts = entries().map(async ([name, entry]) => [name, await bundled(entry)]);
  const styles = readdirSync(path.join(HERE, 'styles')).map(async (name) => [name, await withoutBlanks(readFileSync(path.join(HERE, 'styles', name), 'utf8'))]);
  return new Map(await Promise.all([...scripts, ...styles]));
}

const files = await made();
const present = readdirSync(STATIC).filter((name) => MADE.test(name));
const extra = present.filter((name) => !files.has(name));
const stale = [...files].filter(([name, text]) => !present.includes(name) || readFileSync(path.join(STATIC, name), 'utf8') !== text).map(([name]) => name);
if (process.argv[2] === '--check') {
  for (const name of [...stale, ...extra]) console.error(`static/${name} is not what web/ makes: run scripts/bundle`);
  process.exitCode = stale.length + extra.length ? 1 : 0;
} else {
  for (const name of stale) writeFileSync(path.join(STATIC, name), files.get(name));
  for (const name of extra) rmSync(path.join(STATIC, name));
  console.log(`static/: ${files.size} files, ${stale.length} written, ${extra.length} removed`);
}
