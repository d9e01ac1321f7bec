// The text that is copied from a code block.

/** Whether the shell expects another line. @param {string} command */
function isOpen(command) {
  const end = /(?:^|[^<])<<-?\s*["'\\]?([A-Za-z_]\w*)/.exec(command)?.[1];
  return end ? !command.split(/\n\s*/).slice(1).includes(end) : command.endsWith('\\');
}

const SHELL = /^(bash|sh|shell|zsh|console)$/;
const PLAIN = /^(output|text|txt|plain)?$/;

/** Whether code is the output of a command, which nobody needs to copy. Such a block is marked as output, or has no language and follows commands.
 * @param {HTMLElement} code @param {HTMLElement[]} before the other code of the slide before it */
export function isOutput({ textContent, dataset: { lang = '' } }, before) {
  if (!PLAIN.test(lang) || /^\$ /m.test(textContent ?? '')) return false;
  return lang === 'output' || before.some(({ dataset }) => SHELL.test(dataset.lang ?? ''));
}

/** The commands of a shell session, or all of the code. @param {HTMLElement} code */
export function commandsOf({ textContent, dataset }) {
  const text = (textContent ?? '').trimEnd();
  const isShell = SHELL.test(dataset.lang ?? '');
  if (!isShell && !text.startsWith('$ ')) return text;
  /** @type {string[]} */
  const commands = [];
  for (const line of text.split('\n')) {
    const last = commands.at(-1) ?? '';
    const prompt = isShell && last ? /^(\$ |# (?![A-Z]))/ : /^\$ /; // `# Now` is a comment.
    if (isOpen(last)) commands[commands.length - 1] += `\n${line}`;
    else if (prompt.test(line)) commands.push(line.slice(2));
  }
  return commands.join('\n') || text;
}
