//! Help, completions, manual pages and the guide, as the program prints them.

use crate::fixture::Test;

#[test]
fn short_help_has_no_examples() {
    let (short, _) = Test::new().args("mv -h").outcome();
    let (long, _) = Test::new().args("mv --help").outcome();
    assert!(!short.contains("Examples:") && long.contains("Examples:"), "{short}{long}");
}

#[test]
fn a_misspelled_option_is_guessed() {
    let (said, status) = Test::fine().args("build --wach").outcome();
    assert!(said.contains("a similar argument exists: '--watch'") && status == Some(2), "{said}");
    let (said, _) = Test::fine().args("build --ouput x").outcome();
    assert!(said.contains("tip: did you mean '--out'?"), "{said}");
    assert!(!said.contains("as a value"), "{said}");
    let (said, _) = Test::fine().args("check --watch").outcome();
    assert!(said.contains("tip: '--watch' is an option of 'build'"), "{said}");
}

#[test]
fn commands_of_other_programs_are_understood() {
    for (typed, meant) in [
        ("start", "tip: 'deckyard serve': Serve the site"),
        ("init", "tip: 'deckyard new': Create a site"),
        ("version", "tip: 'deckyard --version' prints the version"),
        ("biuld", "a similar subcommand exists: 'build'"),
    ] {
        let (said, status) = Test::new().args(typed).outcome();
        assert!(said.contains(meant) && status == Some(2), "{said}");
    }
    Test::new().args("docs publish").refuses("did you mean `publishing`?");
}

#[test]
fn there_is_a_script_for_each_shell() {
    for (shell, words) in [
        ("bash", "complete -o nospace"),
        ("zsh", "#compdef deckyard"),
        ("fish", "complete --keep-order"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer"),
    ] {
        let (script, status) = Test::new().args(&format!("completions {shell}")).outcome();
        assert_eq!(status, Some(0), "{script}");
        assert!(script.contains(words) && script.contains("DECKYARD_COMPLETE"), "{script}");
        assert!(!script.contains(env!("CARGO_MANIFEST_DIR")), "a path of this machine: {script}");
    }
    Test::new().args("completions tcsh").refuses("possible values");
}

/// The completions that bash gets for the last of these words.
fn completed(site: Test, words: &str) -> Vec<String> {
    let index = words.split(' ').count() - 1;
    let test = site
        .args("--")
        .env("DECKYARD_COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", &index.to_string())
        .words(words);
    let (said, status) = test.outcome();
    assert_eq!(status, Some(0), "{said}");
    said.lines().map(str::to_owned).collect()
}

#[test]
fn shells_complete_decks_events_codes_and_topics() {
    let site = || {
        Test::fine()
            .file("slides/oven.yml", "content:\n- bread.md\n")
            .file("workshops.yml", "workshops:\n- {slug: lyon, title: T, decks: [oven]}\n")
    };
    assert_eq!(completed(site(), "deckyard build o"), ["oven"]);
    for command in ["serve", "check", "build", "stats"] {
        let all = completed(site(), &format!("deckyard {command} "));
        assert_eq!(all[..2], ["oven", "talk"], "{command}");
    }
    assert_eq!(completed(site().inside("slides"), "deckyard build t"), ["talk"]);
    for named in ["--site ..", "--site=..", "--site '..'"] {
        assert_eq!(
            completed(site().inside("slides"), &format!("deckyard build {named} o")),
            ["oven"]
        );
    }
    assert!(completed(site(), "deckyard build --site nowhere o").is_empty());
    assert_eq!(completed(site(), "deckyard build --event "), ["lyon"]);
    assert_eq!(completed(site(), "deckyard freeze l"), ["lyon"]);
    assert_eq!(completed(site(), "deckyard explain missing-ch"), ["missing-chapter"]);
    assert_eq!(
        completed(site(), "deckyard docs ev"),
        ["events", "events-details", "events-private"]
    );
    assert_eq!(completed(site(), "deckyard unu"), ["unused"]);
    assert!(completed(Test::new(), "deckyard build o").is_empty());
}

#[test]
fn manual_pages_are_written_for_all_commands() {
    let test = Test::new().args("man share/man1");
    assert!(test.said().starts_with("share/man1: "), "{}", test.said());
    let ran = test.site();
    assert!(ran.text("share/man1/deckyard-new-event.1").contains("\n.SH EXAMPLES\n"));
    let page = ran.text("share/man1/deckyard.1");
    ran.then("man").stdout(page).run();
}

#[test]
fn the_guide_is_in_the_program() {
    let (list, _) = Test::new().args("docs").outcome();
    assert!(
        list.contains(
            "\n  events              Events: workshops.yml, its keys, days and addresses\n"
        ),
        "{list}"
    );
    assert!(list.lines().all(|line| line.chars().count() <= 80), "{list}");
    let (page, status) = Test::new().args("docs start").outcome();
    assert!(status == Some(0) && page.starts_with("The first steps\n===============\n"), "{page}");
    let (page, _) = Test::new().args("docs start --color always").outcome();
    assert!(page.starts_with("\u{1b}[1mThe first steps\u{1b}[0m\n"), "{page}");
}

#[test]
fn a_topic_that_is_unknown_is_guessed() {
    Test::new().args("docs evnets").refuses("did you mean `events`?");
    Test::new().args("docs overlay").refuses("`deckyard docs --search overlay`");
}

#[test]
fn a_word_is_found_in_the_guide() {
    let (found, status) = Test::new().args("docs --search OVERLAY").outcome();
    assert!(status == Some(0) && found.contains("\nslide-sets\n"), "{found}");
    assert!(found.lines().all(|line| line.chars().count() <= 80), "{found}");
    Test::new().args("docs --search xyzzy").refuses("no topic mentions `xyzzy`");
}
