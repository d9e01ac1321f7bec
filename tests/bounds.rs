//! Every build ends, whatever the site contains, and constructs that would grow without bound are
//! reported where they begin.
//!
//! No test looks at a clock: a build that does not end, or that fills the memory, fails by itself.
//! How time grows with the input is measured in `scaling.rs`.

use std::fmt::Write as _;

use deckyard::diag::{Code, Diagnostic, Severity};
use deckyard::render::highlight;
use deckyard::site::{self, Config, Content};
use deckyard::span::LARGEST_TEXT;
use deckyard::world::MemoryWorld;

fn world(chapter: &str) -> MemoryWorld {
    let manifest = "title: T\ninterstitials: false\ncontent: [case.md]\n";
    MemoryWorld::default().with("slides/deck.yml", manifest).with("slides/case.md", chapter)
}

fn found(world: &MemoryWorld) -> Vec<Diagnostic> {
    site::build(world, &Config::default()).diagnostics
}

/// The codes of the findings, each once, in the order of their locations.
fn codes(world: &MemoryWorld) -> Vec<Code> {
    let mut codes: Vec<_> = found(world).iter().map(|found| found.problem.code()).collect();
    codes.dedup();
    codes
}

/// The page of the deck.
fn html(world: &MemoryWorld) -> String {
    let files = site::build(world, &Config::default()).output.files;
    let page = files.into_iter().find(|(path, _)| path.as_str() == "deck.html");
    match page {
        Some((_, Content::Bytes(bytes))) => String::from_utf8_lossy(&bytes).into_owned(),
        Some((_, Content::Copy(_))) | None => String::new(),
    }
}

/// The file and the byte where something is found.
fn place(found: &Diagnostic) -> (&str, usize) {
    found.span.as_ref().map_or(("", 0), |span| (span.file.as_str(), span.start as usize))
}

/// 16 levels of a construct that once kept a build busy forever.
fn nested_functions() -> String {
    "f((a) => {\n".repeat(16) + &"})\n".repeat(16)
}

#[test]
fn nested_functions_have_their_colours() {
    let arrows = format!("{0}\n{0}\n", "(a)=>".repeat(47));
    let script = format!("<script>\n{}</script>\n<b>c</b>\n", nested_functions());
    for (language, code) in [
        ("js", nested_functions()),
        ("js", arrows.clone()),
        ("ts", nested_functions()),
        ("tsx", arrows),
        ("html", script.clone()),
        ("vue", script.clone()),
        ("svelte", script.clone()),
        ("php", format!("?>{script}<?php\n")),
        ("md", format!("```js\n{}```\n# T\n", nested_functions())),
    ] {
        let read = highlight::highlight(language, &code);
        assert_eq!(read.limit, None, "{language}");
        let last = read.lines.iter().rev().find(|line| !line.is_empty());
        assert!(last.is_some_and(|line| line.iter().any(|run| run.token.class().is_some())));
        let chapter = format!("## T\n\n````{language}\n{code}````\n");
        assert_eq!(codes(&world(&chapter)), [], "{language}");
    }
}

#[test]
fn a_block_beyond_a_limit_is_plain_and_reported_at_its_fence() {
    let blanks = format!("{}x\n", " ".repeat(500)).repeat(60);
    let blocks = [
        ("json", "[".repeat(400) + "\n", 4),
        ("ini", blanks, 1),
        ("sh", "echo `a` # b\n".to_owned(), 8_000),
    ];
    for (language, code, times) in blocks {
        let chapter = format!("## T\n\n- a\n\n```{language}\n{}```\n", code.repeat(times));
        let world = world(&chapter);
        let found = found(&world);
        assert_eq!(found.len(), 1, "{language}: {:?}", found.first());
        assert_eq!(found[0].problem.code(), Code::CodeLimit, "{language}");
        let (_, at) = place(&found[0]);
        assert!(chapter[at..].starts_with("```"), "{language}: {at}");
        let html = html(&world);
        assert!(html.contains("class=\"code-line\""), "{language}");
        assert!(!html.contains("class=\"hl-"), "{language}");
    }
}

#[test]
fn many_hostile_blocks_cost_little_more_than_one() {
    let mut chapter = String::new();
    for block in 0..200 {
        let _ = writeln!(
            chapter,
            "```json\n{}{block}\n```\n",
            format!("{}\n", "[".repeat(400)).repeat(3)
        );
    }
    assert_eq!(found(&world(&chapter)).len(), 200);
}

#[test]
fn hostile_diagrams_end() {
    let chain = |from: &str, count: usize, line: &dyn Fn(usize) -> String| {
        from.to_owned() + &(0..count).map(line).collect::<String>()
    };
    let sources = [
        chain("flowchart LR\n", 1_500, &|n| format!("n{n} --> n{}\n", n + 1)),
        chain("flowchart LR\n", 100, &|n| format!("n{n} --> n{}\n", (n * 37 + 1) % 100)),
        chain("flowchart LR\n", 600, &|n| format!("subgraph s{n}\n"))
            + "a\n"
            + &"end\n".repeat(600),
        format!("flowchart LR\na[\"{}\"]\n", "word ".repeat(6_000)),
        format!("flowchart LR\na{}\n", "(".repeat(30_000)),
        format!("flowchart LR\n{} --> {}\n", ["a"; 200].join(" & "), ["b"; 200].join(" & ")),
        "gantt\ndateFormat YYYY-MM-DD\nexcludes weekends\na :a, 2000-01-01, 99999999999d\n"
            .to_owned(),
        "gantt\ndateFormat YYYY-MM-DD\na :a, after b, 1d\nb :b, after a, 1d\n".to_owned(),
        format!("sequenceDiagram\n{}A->>B: x\n{}", "loop x\n".repeat(900), "end\n".repeat(900)),
        format!("stateDiagram-v2\n{}a --> b\n{}", "state s {\n".repeat(900), "}\n".repeat(900)),
        format!(
            "%%{{init: {}1{}}}%%\nflowchart LR\na-->b\n",
            "{a:".repeat(5_000),
            "}".repeat(5_000)
        ),
        chain("classDiagram\n", 600, &|n| format!("A{n} <|-- A{}\n", n + 1)),
        format!("gitGraph\n{}", "commit\n".repeat(2_000)),
    ];
    for source in sources {
        let found = found(&world(&format!("## T\n\n````mermaid\n{source}````\n")));
        let is_fine = |found: &Diagnostic| found.problem.code() == Code::DiagramFailed;
        assert!(found.iter().all(is_fine), "{source:.60}: {found:?}");
    }
}

#[test]
fn what_is_put_in_again_and_again_is_an_error() {
    let long = "a".repeat(100_000);
    let properties = world(&format!("x: {long}\n\n{}\n", "{{x}} ".repeat(10_000)));
    let in_code = world(&format!("x: {long}\n\n```\n{}\n```\n", "{{x}} ".repeat(10_000)));
    let layouts = world(&format!("layout: true\n\n{long}\n\n---\n{}", "x\n\n---\n".repeat(10_000)));
    for (name, world) in [("properties", properties), ("code", in_code), ("layouts", layouts)] {
        let found = found(&world);
        let errors: Vec<_> = found
            .iter()
            .filter(|found| found.problem.code().severity() == Severity::Error)
            .collect();
        assert_eq!(errors.len(), 1, "{name}");
        assert_eq!(errors[0].problem.code(), Code::IncludeSize, "{name}");
        assert_eq!(place(errors[0]).0, "slides/case.md", "{name}");
    }
}

#[test]
fn variables_that_mention_each_other_are_text() {
    let manifest = "title: T\nvars: {A: '@@B@@@@B@@', B: '@@A@@@@A@@'}\ncontent: [case.md]\n";
    let world = world("@@A@@ @@B@@\n").with("slides/deck.yml", manifest);
    assert!(html(&world).contains("@@B@@@@B@@ @@A@@@@A@@"), "{:?}", found(&world));
}

#[test]
fn layouts_and_templates_that_double_end() {
    let mut layouts = String::new();
    let mut templates = "name: t0\n\n{{content}}{{content}}\n\n---\n".to_owned();
    for level in 0..40 {
        layouts.push_str("layout: true\n\n{{content}}{{content}}\n\n---\n");
        let _ = write!(
            templates,
            "name: t{}\ntemplate: t{level}\n\n{{{{content}}}}{{{{content}}}}\n\n---\n",
            level + 1
        );
    }
    found(&world(&(layouts + "x\n")));
    found(&world(&(templates + "template: t40\n\nx\n")));
}

#[test]
fn a_text_beyond_the_limit_names_itself_and_the_limit() {
    let long = "a".repeat(LARGEST_TEXT + 1);
    let said = |world: MemoryWorld| -> Vec<String> {
        let errors = found(&world).into_iter().map(|found| found.problem.words());
        errors.map(|words| format!("{}: {}", words.message, words.label)).collect()
    };
    let reason = "it has 65 MiB, and texts have at most 64";
    assert_eq!(said(world(&long)), [format!("`case.md` is too large to be read: {reason}")]);
    let included = world("@@INCLUDE[data.txt]\n").with("data.txt", long.as_str());
    assert_eq!(said(included), [format!("`data.txt` is too large to be read: {reason}")]);
    for path in ["slides/deck.yml", "workshops.yml", "templates/deck.html"] {
        let said = said(world("x\n").with(path, long.as_str()));
        let expected = format!("`{path}` is too large to be read: {reason}");
        assert!(said.contains(&expected), "{path}: {said:?}");
    }
}

#[test]
fn templates_that_never_end_are_errors_in_the_template() {
    let loops = "{% for i in range(end=100000) %}".repeat(3) + &"{% endfor %}".repeat(3);
    let doubled = format!("{{% set x = 'aaaa' %}}{}", "{% set x = x ~ x %}".repeat(60));
    let slides = "{% for i in range(end=100000) %}{{ slides_html | safe }}{% endfor %}";
    for (template, wanted) in [
        (format!("{{{{ slides_html | safe }}}}\n{loops}"), "range(end=100000)"),
        (format!("{{{{ slides_html | safe }}}}\n{doubled}"), "x ~ x"),
        ("{{ slides_html | safe }}{% include 'deck.html' %}".to_owned(), "{{ slides_html"),
        ("{% extends 'deck.html' %}".to_owned(), "{% extends"),
    ] {
        let world = world("x\n").with("templates/deck.html", template.as_str());
        let found = found(&world);
        let error = found.iter().find(|found| found.problem.code() == Code::TemplateError);
        let Some(error) = error else { panic!("{template:.80}: {found:?}") };
        let (file, at) = place(error);
        assert_eq!(file, "templates/deck.html", "{template:.80}");
        assert!(template[at..].starts_with(wanted), "{template:.80} at {at}");
    }
    let world = world(&"word ".repeat(2_000)).with("templates/deck.html", slides);
    assert_eq!(codes(&world), [Code::IncludeSize]);
}
