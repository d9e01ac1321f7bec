// The text that is copied from a code block.

/** Whether the shell expects another line. @param {string} command */
function isOpen(command) {
  const end = /(?:^|[^<])<<-?\s*["'\\]?([A-Za-z_]\w*)/.exec(command)?.[1];
  return end ? !command.split(/\n\s*/).slice(1).includes(end) : command.endsWith('\\');
}

/** The commands of a shell session, or all of the code. @param {HTMLElement} code */
export function commandsOf({ textContent, dataset }) {
  const text = (textContent ?? '').trimEnd();
  const isShell = /^(bash|sh|shell|console)$/.test(dataset.lang ?? '');
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
