//! The help of the program: commands in groups, and examples of each. The manual pages show the same.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::{Command, CommandFactory as _};

use super::Arguments;

/// The commands, grouped by task.
pub(super) const GROUPS: [(&str, &[&str]); 5] = [
    ("Begin", &["new", "import"]),
    ("Write and publish", &["serve", "check", "build", "export"]),
    ("Teach", &["freeze", "drift", "diff", "stats"]),
    ("Keep order", &["uses", "unused", "mv"]),
    ("Learn and set up", &["docs", "explain", "schema", "completions", "man"]),
];

/// A command to type, and its effect.
pub(super) type Example = (&'static str, &'static str);

/// What `deckyard --help` shows.
const ROOT: &str = "";

/// Examples of each command, by its name without `deckyard`.
const EXAMPLES: [(&str, &[Example]); 32] = [
    (
        ROOT,
        &[
            ("deckyard new talks", "a site of your own in the new folder `talks`"),
            ("deckyard serve --open", "the site in your browser, updated while you write"),
            ("deckyard check", "every problem, with a suggested fix"),
            ("deckyard build", "the site as files in `public/`, for any web host"),
        ],
    ),
    (
        "new",
        &[
            ("deckyard new talks", "two small decks and an event in the new folder `talks`"),
            (
                "deckyard new . --title 'Our workshops'",
                "in the current folder, which must be empty",
            ),
            ("deckyard new talks --host github", "with a workflow that publishes it"),
            ("deckyard new ./event", "in a folder called `event`"),
            ("deckyard new event 2027-04-23-paris", "an event of the current site"),
            ("deckyard new theme bakery", "a theme of the current site"),
            ("deckyard new token", "an unguessable text for a private event"),
        ],
    ),
    (
        "new event",
        &[
            ("deckyard new event 2027-04-23-paris", "an event on that day, with the first deck"),
            ("deckyard new event 2027-04-23-paris --deck bread --deck butter", "with two decks"),
        ],
    ),
    (
        "new theme",
        &[
            ("deckyard new theme bakery", "a theme in `themes/bakery/`"),
            ("deckyard new theme bakery --from folio", "with the properties of the theme `folio`"),
        ],
    ),
    (
        "new token",
        &[("deckyard new token", "an unguessable text, for `token:` in `workshops.yml`")],
    ),
    (
        "new language",
        &[("deckyard new language sv", "`languages/sv.ftl`, with all words to translate")],
    ),
    (
        "import",
        &[
            ("deckyard import talk.html", "a page of remark, with its pictures and styles"),
            ("deckyard import slides.md --site ../training", "a Markdown deck, into another site"),
            (
                "deckyard import talks/",
                "all decks of a folder: remark, backslide, remarker, xaringan, Marp, reveal-md",
            ),
            (
                "deckyard import talks/a/index.html --root talks --dry-run",
                "pictures come from `talks/`; nothing is written",
            ),
        ],
    ),
    (
        "import branch",
        &[
            ("deckyard import branch lyon-2026", "an event with the slides of this branch"),
            ("deckyard import branch --all --dry-run", "what all branches would become"),
        ],
    ),
    (
        "serve",
        &[
            ("deckyard serve --open", "the site in your browser, updated while you write"),
            ("deckyard serve bread", "one deck"),
            (
                "deckyard serve --follow",
                "with an address at which your audience follows the slides",
            ),
        ],
    ),
    (
        "check",
        &[
            ("deckyard check", "everything wrong or suspicious"),
            ("deckyard check --strict --format github", "in a pull request: warnings are errors"),
            ("deckyard check --overflow --links", "also slides that are too full, and dead links"),
        ],
    ),
    (
        "build",
        &[
            ("deckyard build", "the site, in `public/`"),
            ("deckyard build bread --out ../bread", "one deck, elsewhere"),
            ("deckyard build --set vars.room='Mill Lane 3'", "with another value of a variable"),
            ("deckyard build --watch", "again after each change"),
        ],
    ),
    (
        "export",
        &[
            ("deckyard export zip bread", "a deck as `bread.zip`, which opens without a network"),
            ("deckyard export html bread", "a deck as one page with everything inside"),
            ("deckyard export markdown bread", "its slides as one plain Markdown file"),
        ],
    ),
    (
        "export html",
        &[("deckyard export html bread", "`bread.single.html`, which requests nothing")],
    ),
    (
        "export text",
        &[("deckyard export text bread -o - | wc -w", "the number of words on its slides")],
    ),
    (
        "export markdown",
        &[("deckyard export markdown bread", "`bread.md`, with all chapters and variables")],
    ),
    (
        "export labs",
        &[
            ("deckyard export labs bread", "the labs, as `bread.labs.md`"),
            ("deckyard export labs bread --script", "the commands, as `bread.labs.sh`"),
        ],
    ),
    (
        "export zip",
        &[
            ("deckyard export zip bread", "a deck as `bread.zip`, which opens without a network"),
            ("deckyard export zip --event 2027-04-23-paris -o paris.zip", "all slides of an event"),
            ("deckyard export zip -o all.zip", "the whole site"),
        ],
    ),
    (
        "export pdf",
        &[
            ("deckyard export pdf bread", "a page for each slide, as `bread.pdf`"),
            ("deckyard export pdf bread --notes --paper letter", "slides with their notes below"),
            ("deckyard export pdf bread --handout 6 -o paper.pdf", "six slides on a sheet"),
        ],
    ),
    (
        "export png",
        &[
            ("deckyard export png bread", "a picture of each slide, in the folder `bread`"),
            ("deckyard export png bread --slide crust --size 1280x720", "of one slide"),
        ],
    ),
    (
        "export pptx",
        &[("deckyard export pptx bread", "a presentation of pictures, as `bread.pptx`")],
    ),
    (
        "freeze",
        &[
            (
                "deckyard freeze 2027-04-23-paris",
                "keeps its slides as they are in the current commit",
            ),
            ("deckyard freeze 2027-04-23-paris --rev v2", "as they are in the tag `v2`"),
        ],
    ),
    ("drift", &[("deckyard drift", "what changed behind overlays and translations")]),
    (
        "diff",
        &[
            ("deckyard diff main", "what your changes do to the slides, slide by slide"),
            ("deckyard diff v1 v2 -o changes.html", "two revisions side by side, as one page"),
            ("deckyard diff ./public --deck bread", "one deck, compared with an earlier output"),
            (
                "deckyard diff origin/main --format markdown",
                "for a pull request, as a table with collapsible changes",
            ),
        ],
    ),
    (
        "stats",
        &[
            ("deckyard stats", "slides, steps, words, labs and minutes of all decks"),
            ("deckyard stats bread --format json", "of one deck, for programs"),
        ],
    ),
    (
        "uses",
        &[
            ("deckyard uses slides/dough.md", "the decks and events that show a chapter"),
            ("deckyard uses '#crust'", "the links to a slide, by its name"),
        ],
    ),
    ("unused", &[("deckyard unused", "chapters, pictures, decks and speakers that nothing uses")]),
    (
        "mv",
        &[
            ("deckyard mv slides/dough.md slides/bread/", "a chapter into another folder"),
            (
                "deckyard mv bread loaf",
                "a deck under another name; its old address redirects to it",
            ),
            ("deckyard mv dough.md mix.md --dry-run", "the change as a patch"),
        ],
    ),
    (
        "docs",
        &[
            ("deckyard docs", "the topics"),
            ("deckyard docs events | less", "one of them"),
            ("deckyard docs --search overlay", "where the guide mentions a word"),
        ],
    ),
    (
        "explain",
        &[
            ("deckyard explain missing-chapter", "what a message means, and how to fix it"),
            ("deckyard explain", "all codes"),
        ],
    ),
    ("schema", &[("deckyard schema manifest > manifest.json", "for an editor or a validator")]),
    (
        "completions",
        &[
            (
                "deckyard completions bash > ~/.local/share/bash-completion/completions/deckyard",
                "for bash",
            ),
            (
                "deckyard completions zsh > ~/.zfunc/_deckyard",
                "for zsh, with `~/.zfunc` in `fpath`",
            ),
            ("deckyard completions fish > ~/.config/fish/completions/deckyard.fish", "for fish"),
        ],
    ),
    (
        "man",
        &[
            ("deckyard man | man -l -", "the main page, without installing it"),
            ("deckyard man ~/.local/share/man/man1", "all pages, where `man` finds them"),
        ],
    ),
];

/// The maximum length of a command whose description is on the same line.
const SIDE_BY_SIDE: usize = 40;

/// The widest line of help without an option in it, in characters.
const WIDTH: usize = 80;

/// The examples of a command.
pub(super) fn examples(name: &str) -> &'static [Example] {
    EXAMPLES.iter().find(|(of, _)| *of == name).map_or(&[], |(_, examples)| examples)
}

/// The command line, with all of its help.
pub(super) fn command() -> Command {
    let command = Arguments::command();
    let template = root_template(&command);
    let header = *command.get_styles().get_header();
    let text = with_examples(ROOT, header).unwrap_or_default();
    let more =
        "`deckyard COMMAND --help` explains a command, `deckyard docs` the whole of Deckyard.";
    let mut long = text;
    let _ = write!(long, "\n{more}");
    with_help(command, ROOT).help_template(template).after_help(more).after_long_help(long)
}

/// The same command with examples in its help, and so all below it.
fn with_help(mut command: Command, path: &str) -> Command {
    let header = *command.get_styles().get_header();
    let names: Vec<String> =
        command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path} {name}").trim().to_owned();
        command = command.mut_subcommand(&name, |command| {
            let command = with_help(command, &path);
            match with_examples(&path, header) {
                Some(text) => command.after_long_help(text),
                None => command,
            }
        });
    }
    command
}

fn with_examples(path: &str, header: clap::builder::styling::Style) -> Option<StyledStr> {
    let examples = examples(path);
    if examples.is_empty() {
        return None;
    }
    let mut text = StyledStr::new();
    // Writing to a text cannot fail, here and below.
    let _ = write!(text, "{header}Examples:{header:#}");
    let width = examples.iter().map(|(command, _)| command.chars().count());
    let width = width.filter(|width| *width <= SIDE_BY_SIDE).max().unwrap_or(0);
    for (command, what) in examples {
        let length = command.chars().count();
        if length <= width && 2 + width + 3 + what.chars().count() <= WIDTH {
            let _ = write!(text, "\n  {command:width$}   {what}");
        } else {
            let _ = write!(text, "\n  {command}\n      {what}");
        }
    }
    text.push_str("\n");
    Some(text)
}

/// The help of the program: its purpose, its usage, its commands in groups.
fn root_template(command: &Command) -> StyledStr {
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let mut text = StyledStr::new();
    let _ = write!(text, "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n");
    let width = GROUPS.iter().flat_map(|(_, names)| names.iter()).map(|name| name.len()).max();
    let width = width.unwrap_or_default();
    for (group, names) in GROUPS {
        let _ = write!(text, "\n{header}{group}:{header:#}\n");
        for name in names {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {literal}{name:width$}{literal:#}  {about}");
        }
    }
    let _ = write!(text, "\n{header}Options:{header:#}\n{{options}}{{after-help}}");
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::Command;

    use super::{EXAMPLES, GROUPS, command, examples};

    /// All commands with their names; that of the program itself is empty.
    fn commands() -> Vec<(String, Command)> {
        fn collect(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
            found.push((path.to_owned(), command.clone()));
            let inner = command.get_subcommands().filter(|command| command.get_name() != "help");
            for command in inner {
                collect(command, format!("{path} {}", command.get_name()).trim(), found);
            }
        }
        let mut found = Vec::new();
        collect(&command(), "", &mut found);
        found
    }

    #[test]
    fn every_command_is_in_one_group() {
        let grouped: Vec<&str> =
            GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let unique: BTreeSet<&str> = grouped.iter().copied().collect();
        assert_eq!(grouped.len(), unique.len(), "twice in GROUPS");
        let root = command();
        let commands: BTreeSet<&str> = root.get_subcommands().map(Command::get_name).collect();
        assert_eq!(unique, commands);
    }

    #[test]
    fn every_command_has_examples_that_the_program_understands() {
        for (name, _) in commands() {
            assert!(!examples(&name).is_empty(), "no example of `{name}`");
        }
        let names: BTreeSet<String> = commands().into_iter().map(|(name, _)| name).collect();
        for (name, examples) in EXAMPLES {
            assert!(names.contains(name), "`{name}` is no command");
            for (example, _) in examples {
                let typed = example.split([';', '|', '>']).next().expect("a command").trim();
                let words = words(typed);
                let parsed = command().try_get_matches_from(&words);
                assert!(parsed.is_ok(), "{example}: {}", parsed.expect_err("an error"));
                assert!(
                    words[1..].join(" ").starts_with(name),
                    "{example} is no example of {name}"
                );
            }
        }
    }

    /// The words of a command line, with the quotes of a shell.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut is_quoted = false;
        for c in line.chars() {
            match c {
                '\'' => is_quoted = !is_quoted,
                ' ' if !is_quoted => words.push(String::new()),
                c => words.last_mut().expect("a word").push(c),
            }
        }
        words
    }

    #[test]
    fn help_fits_terminals_of_80_and_100_columns() {
        for width in [80, 100] {
            for (name, command) in commands() {
                let mut command = command.term_width(width);
                for help in [command.render_help(), command.render_long_help()] {
                    for line in help.to_string().lines() {
                        assert!(line.chars().count() <= width, "{name}, {width}: {line}");
                    }
                }
            }
        }
    }

    #[test]
    fn short_help_is_short() {
        for (name, mut command) in commands() {
            let [short, long] = [command.render_help(), command.render_long_help()];
            let lines = |help: clap::builder::StyledStr| help.to_string().lines().count();
            let (short, long) = (lines(short), lines(long));
            assert!(short <= long, "{name}: {short} lines, and {long}");
            assert!(short <= 50, "{name}: {short} lines");
        }
    }
}
