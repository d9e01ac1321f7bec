// The text that is copied from a code block.

/** Whether the shell expects another line. @param {string} command */
function isOpen(command) {
  const end = /(?:^|[^<])<<-?\s*["'\\]?([A-Za-z_]\w*)/.exec(command)?.[1];
  return end ? !command.split(/\n\s*/).slice(1).includes(end) : command.endsWith('\\');
}

const SHELL = /^(bash|sh|shell|zsh|console)$/;
const PLAIN = /^(output|text|txt|plain)?$/;
/** `$ `, or with what many shells write before it: `ada@node1:~/mill$ `. */
const PROMPT = /^(?:[\w.-]+@[\w.:~/-]+)?\$ /m;

/** Whether code has commands: its language says so, or a prompt. @param {HTMLElement} code */
const isSession = ({ textContent, dataset: { lang = '' } }) => SHELL.test(lang) || (PLAIN.test(lang) && PROMPT.test(textContent ?? ''));

/** Whether code is what a command writes: nothing to copy. Such a block says so, is a console without a prompt, or has no
 * language, no prompt, and comes after commands.
 * @param {HTMLElement} code @param {HTMLElement[]} before the other code of the slide before it */
export function isOutput(code, before) {
  const { textContent, dataset: { lang = '' } } = code;
  if (PROMPT.test(textContent ?? '')) return false;
  if (lang === 'console') return !/^[#%>] /m.test(textContent ?? '');
  return lang === 'output' || (PLAIN.test(lang) && before.some(isSession));
}

/** The commands of a shell session, or all of the code. @param {HTMLElement} code */
export function commandsOf({ textContent, dataset }) {
  const text = (textContent ?? '').trimEnd();
  const isShell = SHELL.test(dataset.lang ?? '');
  if (!isShell && text.search(PROMPT) !== 0) return text;
  /** @type {string[]} */
  const commands = [];
  for (const line of text.split('\n')) {
    const last = commands.at(-1) ?? '';
    if (isOpen(last)) commands[commands.length - 1] += `\n${line}`;
    else if (PROMPT.test(line)) commands.push(line.replace(PROMPT, ''));
    else if (isShell && last && /^# (?![A-Z])/.test(line)) commands.push(line.slice(2)); // `# Now` is a comment.
  }
  return commands.join('\n') || text;
}
