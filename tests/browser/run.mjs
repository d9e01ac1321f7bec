// Runs the test files, two at a time: those on the command line, or all.
//
// A file in which a test fails is run once more, alone. A file that then passes depends on the load
// of the machine: the last lines name it, so that its tests get fixed, and the run passes. A file
// that fails twice fails the run.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { tap } from 'node:test/reporters';

const HERE = import.meta.dirname;
/** Files that take a minute or more are started first; otherwise one of them would run alone at the end. */
const LONG = ['keys', 'renewed', 'themes', 'accessibility', 'pdf', 'reading', 'languages', 'print', 'live'];
const MOST_AGAIN = 3; // More failing files than these are no accident.

/** Runs files, prints their output, and returns those in which a test failed. */
async function failing(files, concurrency) {
  const failed = new Set();
  const stream = run({ files, concurrency });
  stream.on('test:fail', ({ file, name, todo }) => {
    if (todo) return;
    // A test that a module defines has the name of that module.
    const [only] = files.length === 1 ? files : [undefined];
    failed.add(files.find((one) => one === file || path.basename(one) === path.basename(file ?? name)) ?? only);
  });
  const printed = stream.compose(tap);
  printed.pipe(process.stdout, { end: false });
  await new Promise((done) => { printed.on('end', done); });
  return [...failed];
}

const named = process.argv.slice(2);
const rank = (name) => (LONG.indexOf(name.replace('.test.mjs', '')) + LONG.length + 1) % (LONG.length + 1);
const all = () => readdirSync(HERE).filter((name) => name.endsWith('.test.mjs')).sort().sort((one, other) => rank(one) - rank(other));
const files = (named.length ? named : all()).map((name) => path.resolve(HERE, name));
const first = await failing(files, 2);
const isWorthAgain = first.length > 0 && first.length <= MOST_AGAIN && !first.includes(undefined);
if (isWorthAgain) console.log(`# again, alone: ${first.map((file) => path.basename(file)).join(', ')}`);
const last = isWorthAgain ? await failing(first, 1) : first;
for (const file of first.filter((one) => !last.includes(one))) console.log(`# unsteady: ${path.basename(file)} passes only when nothing runs beside it`);
process.exitCode = last.length ? 1 : 0;
