//! Twice the input takes at most three times as long, whatever the input is.
//!
//! Each case grows until it takes long enough to be measured, then doubles. The best of several
//! runs counts, a noisy machine gets more than one chance, and it is the time of the processor
//! that is measured, with the allocator of the program.

use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::Duration;

use deckyard::diag::{Code, Diagnostic};
use deckyard::site::{self, Config, Sources};
use deckyard::world::MemoryWorld;

/// Shorter times cannot be measured well.
const MEASURABLE: Duration = Duration::from_millis(30);

/// The number of builds, of which the fastest counts.
const RUNS: usize = 3;

/// Attempts before a case fails.
const CHANCES: usize = 3;

/// Measured one at a time.
static TURN: Mutex<()> = Mutex::new(());

const MANIFEST: &str = "title: T\ninterstitials: false\ncontent: [case.md]\n";

fn world(chapter: &str) -> MemoryWorld {
    MemoryWorld::default().with("slides/deck.yml", MANIFEST).with("slides/case.md", chapter)
}

#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The processor's time that this process has taken, which other programs do not add to.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn now() -> Duration {
    use std::sync::LazyLock;
    static START: LazyLock<std::time::Instant> = LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn build(world: &MemoryWorld) -> (Duration, Vec<Diagnostic>) {
    // A world in memory makes a new index of a file's lines for each place that is shown.
    let config = Config { sources: Sources::Hidden, ..Config::default() };
    comemo::evict(0);
    let start = now();
    let built = site::build(world, &config);
    (now().saturating_sub(start), built.diagnostics)
}

/// The best of several builds.
fn time(world: &MemoryWorld) -> Duration {
    (0..RUNS).map(|_| build(world).0).min().unwrap_or_default()
}

/// Checks that building input of growing size takes linear time.
fn is_linear(make: impl Fn(usize) -> MemoryWorld) {
    let _turn = TURN.lock();
    let base = time(&make(1));
    let mut size = 500;
    // A build that happens to be slow is repeated before its size counts as large enough.
    while build(&make(size)).0.saturating_sub(base) < MEASURABLE
        || time(&make(size)).saturating_sub(base) < MEASURABLE
    {
        size *= 2;
        assert!(size < 1 << 26, "this takes no time at all");
    }
    let mut tried = String::new();
    for _ in 0..CHANCES {
        // Measured again each time: an error here would affect all ratios.
        let base = time(&make(1));
        let once = time(&make(size)).saturating_sub(base);
        let twice = time(&make(size * 2)).saturating_sub(base);
        if twice < once * 3 {
            return;
        }
        // Writing to a String cannot fail.
        let _ = write!(tried, " 1: {base:?}, {size}: {once:?}, {}: {twice:?};", size * 2);
    }
    panic!("more than three times as long:{tried}");
}

fn is_linear_in(chapter: impl Fn(usize) -> String) {
    is_linear(|size| world(&chapter(size)));
}

fn numbered(size: usize, line: impl Fn(usize) -> String) -> String {
    (0..size).map(line).collect()
}

#[test]
fn unclosed_content_classes() {
    is_linear_in(|size| ".a[".repeat(size));
}

#[test]
fn nested_content_classes() {
    is_linear_in(|size| ".a[".repeat(size) + &"]".repeat(size));
}

#[test]
fn content_classes_in_a_row() {
    is_linear_in(|size| ".a[x] ".repeat(size));
}

#[test]
fn chained_content_classes() {
    is_linear_in(|size| ".a".repeat(size) + "[x]");
}

#[test]
fn addresses_with_blanks() {
    is_linear_in(|size| "[x](a b) `".repeat(size));
}

#[test]
fn addresses_without_an_end() {
    is_linear_in(|size| "](a b(".repeat(size));
}

#[test]
fn cells_without_a_column() {
    is_linear_in(|size| format!("|a|\n|-|\n|{}\n", "x|".repeat(size)));
}

#[test]
fn rows_without_a_bar() {
    is_linear_in(|size| "|a|\n|-|\n|x|\nx\n\n".repeat(size));
}

#[test]
fn dots_without_a_class() {
    is_linear_in(|size| ".a".repeat(size));
}

#[test]
fn steps() {
    is_linear_in(|size| "x\n\n--\n\n".repeat(size));
}

#[test]
fn empty_steps() {
    is_linear_in(|size| "--\n".repeat(size));
}

#[test]
fn slides_without_a_heading() {
    is_linear_in(|size| "\n---\n".repeat(size));
}

#[test]
fn slides_with_one_heading() {
    is_linear_in(|size| "## Same\n\n---\n".repeat(size));
}

#[test]
fn slides_with_names() {
    is_linear_in(|size| numbered(size, |n| format!("name: n{n}\n\n[x](#n{n})\n---\n")));
}

#[test]
fn slides_with_one_name() {
    is_linear_in(|size| "name: n\n\nx\n---\n".repeat(size));
}

#[test]
fn sections() {
    is_linear_in(|size| numbered(size, |n| format!("# Title x{n}\n---\n")));
}

#[test]
fn sections_with_one_title() {
    is_linear_in(|size| "# Same\n---\n".repeat(size));
}

#[test]
fn broken_links() {
    is_linear_in(|size| numbered(size, |n| format!("[x](#nowhere-{n}-at-all)\n\n")));
}

#[test]
fn missing_pictures() {
    is_linear_in(|size| numbered(size, |n| format!("![x](missing-{n}-of-them.png)\n\n")));
}

#[test]
fn vanished_lines() {
    is_linear_in(|size| numbered(size, |n| format!("word{n}: x\n\n---\n")));
}

#[test]
fn unknown_variables() {
    is_linear_in(|size| "`x` @@NOTHING_AT_ALL@@\n".repeat(size));
}

#[test]
fn unknown_languages() {
    is_linear_in(|size| "```klingon\nx\n```\n\n".repeat(size));
}

#[test]
fn stray_tags() {
    is_linear_in(|size| "</b> <i> ".repeat(size));
}

#[test]
fn unclosed_everything() {
    is_linear_in(|size| "<!-- .a[ **_`x [y](z ~~ <b \n".repeat(size));
}

#[test]
fn unclosed_fences() {
    is_linear_in(|size| "``` \n".repeat(size) + "````x\n");
}

#[test]
fn backticks() {
    is_linear_in(|size| "` ``  ".repeat(size));
}

#[test]
fn backticks_of_growing_length() {
    is_linear_in(|size| {
        let longest = size.isqrt() * 2;
        numbered(longest, |n| "`".repeat(n) + " ")
    });
}

/// A deck that hides everything that can be hidden.
fn hiding(chapter: &str) -> MemoryWorld {
    world(chapter).with(
        "slides/deck.yml",
        "title: T\ninterstitials: false\nnotes: private\nexclude: [secret]\ncontent: [case.md]\n",
    )
}

#[test]
fn tags_that_come_too_late() {
    is_linear(|size| hiding(&("text\n\n".to_owned() + &"class: secret\n\n".repeat(size))));
}

#[test]
fn properties_in_comments() {
    is_linear(|size| hiding(&"<!-- a: b -->\n\ntext\n\n".repeat(size)));
}

#[test]
fn brackets_and_braces_on_one_line() {
    is_linear(|size| hiding(&("<a ".to_owned() + &".b[{class=".repeat(size))));
}

#[test]
fn question_marks() {
    is_linear(|size| hiding(&("x\n".to_owned() + &"? ".repeat(size))));
}

#[test]
fn comments_that_begin_in_code() {
    is_linear_in(|size| "`<!--` x ".repeat(size) + "-->");
}

#[test]
fn fences_in_list_items() {
    is_linear_in(|size| "- x\n  ```sh\n".repeat(size) + "---\n");
}

#[test]
fn fences_after_list_markers() {
    is_linear_in(|size| "- ```sh\n".repeat(size));
}

#[test]
fn code_blocks_with_separators() {
    is_linear_in(|size| "```\n---\n```\n".repeat(size) + "```\n");
}

#[test]
fn openings_of_comments() {
    is_linear_in(|size| "<!--".repeat(size));
}

#[test]
fn comments() {
    is_linear_in(|size| "<!-- x -->".repeat(size));
}

#[test]
fn angle_brackets() {
    is_linear_in(|size| "<a ".repeat(size));
}

#[test]
fn definitions() {
    is_linear_in(|size| numbered(size, |n| format!("[l{n}]: https://h.example/{n}\n")) + "[l1]\n");
}

#[test]
fn one_label_defined_again_and_again() {
    is_linear_in(|size| numbered(size, |n| format!("[l]: https://h.example/{n}\n")));
}

#[test]
fn link_labels() {
    is_linear_in(|size| "[x] [y][z] ".repeat(size));
}

#[test]
fn open_brackets() {
    is_linear_in(|size| "[".repeat(size));
}

#[test]
fn emphasis() {
    is_linear_in(|size| "*a **b _c ".repeat(size));
}

#[test]
fn variables() {
    is_linear_in(|size| "x: 1\n\n".to_owned() + &"{{x}} {{y}} {{ ".repeat(size));
}

#[test]
fn variables_in_code() {
    is_linear_in(|size| format!("x: 1\n\n```\n{}\n```\n", "{{x}} ".repeat(size)));
}

#[test]
fn properties() {
    is_linear_in(|size| numbered(size, |n| format!("k{n}: {{{{k{n}}}}}\n")));
}

#[test]
fn words_of_a_class_line() {
    is_linear_in(|size| "class: ".to_owned() + &numbered(size, |n| format!("c{n} ")) + "\n\nx\n");
}

#[test]
fn a_long_table() {
    is_linear_in(|size| "| a | b |\n|---|---|\n".to_owned() + &"| `c` | d |\n".repeat(size));
}

#[test]
fn a_wide_table() {
    is_linear_in(|size| {
        format!("{}\n{}\n{}\n", "|a".repeat(size), "|-".repeat(size), "|b".repeat(size))
    });
}

#[test]
fn items_in_items() {
    is_linear_in(|size| "- ".repeat(size) + "x\n");
}

#[test]
fn quotes_in_quotes() {
    is_linear_in(|size| "> ".repeat(size) + "x\n");
}

#[test]
fn lists_that_are_indented_further_and_further() {
    is_linear_in(|size| {
        let deepest = size.isqrt() * 2;
        numbered(deepest, |n| "  ".repeat(n) + "- x\n")
    });
}

#[test]
fn quotes_and_lists_in_one_another() {
    is_linear_in(|size| "> - 1. ".repeat(size) + "x\n");
}

#[test]
fn emphasis_in_emphasis() {
    is_linear_in(|size| "*a _b ".repeat(size) + "c" + &"_ *".repeat(size));
}

#[test]
fn stars_without_end() {
    is_linear_in(|size| "*".repeat(size) + "a" + &"*".repeat(size));
}

#[test]
fn pictures_in_pictures() {
    is_linear_in(|size| "![".repeat(size) + &"](x)".repeat(size));
}

#[test]
fn elements_in_elements() {
    is_linear_in(|size| "<div>\n".repeat(size) + "x");
    is_linear_in(|size| "<b>".repeat(size) + "x" + &"</b>".repeat(size));
}

#[test]
fn attributes() {
    is_linear_in(|size| format!("<a {}>x</a>", "b=c ".repeat(size)));
}

#[test]
fn labels_that_are_defined_and_used() {
    is_linear_in(|size| {
        numbered(size, |n| format!("[l{n}]: b{n}\n")) + &numbered(size, |n| format!("[l{n}] "))
    });
}

#[test]
fn openings_of_other_markup() {
    for opening in ["<![CDATA[", "<?a ", "<!A ", "$$a$", "~~a~", "&amp;", "1.\t", "a\n=\n"] {
        is_linear_in(|size| opening.repeat(size));
    }
}

#[test]
fn a_long_list_in_steps() {
    is_linear_in(|size| "- x\n\n--\n\n".repeat(size));
}

#[test]
fn notes() {
    is_linear_in(|size| "x\n???\ny\n--\n".repeat(size));
}

#[test]
fn groups_of_code_lines() {
    let block = |size: usize| {
        let groups = "2-9,1|".repeat(size);
        format!("```sh {{{groups}}}\n{}```\n--\n", "a\n".repeat(size))
    };
    is_linear_in(block);
    is_linear_in(|size| block(9).repeat(size));
}

#[test]
fn code_lines() {
    is_linear_in(|size| format!("```sh\n{}```\n", "echo `x` \"y\"\n".repeat(size)));
}

#[test]
fn indented_lines() {
    is_linear_in(|size| "    x\n\n".repeat(size));
}

#[test]
fn html_blocks() {
    is_linear_in(|size| "<div>\n\nx\n\n".repeat(size));
}

#[test]
fn layouts() {
    is_linear_in(|size| "layout: true\n\nx\n---\ny\n---\n".repeat(size));
}

#[test]
fn links_to_the_repository() {
    is_linear_in(|size| "@@LINK[a/b] ".repeat(size));
}

#[test]
fn includes_in_a_row() {
    is_linear(|size| world(&"@@INCLUDE[x.txt] ".repeat(size)).with("x.txt", "x"));
}

#[test]
fn chapters() {
    is_linear(|size| {
        let mut world = MemoryWorld::default();
        let mut manifest = "title: T\ninterstitials: false\ncontent:\n".to_owned();
        for n in 0..=size / 8 {
            world =
                world.with(&format!("slides/c{n}.md"), format!("Chapter {n}\n\n---\n\n.x[y]\n"));
            let _ = writeln!(manifest, "- c{n}.md");
        }
        world.with("slides/deck.yml", manifest)
    });
}

#[test]
fn inline_chapters() {
    is_linear(|size| {
        let text = "  x @@TITLE@@\n".repeat(size);
        let manifest = format!("title: T\ninterstitials: false\ncontent:\n- |\n{text}");
        MemoryWorld::default().with("slides/deck.yml", manifest)
    });
}

#[test]
fn one_very_long_line_is_built_in_seconds() {
    const MEGABYTE: usize = 1 << 20;
    let (length, limit) = if cfg!(debug_assertions) { (2, 60) } else { (50, 30) };
    let _turn = TURN.lock();
    let (taken, _) = build(&world(&"word .a[x] ".repeat(length * MEGABYTE / 11)));
    assert!(taken < Duration::from_secs(limit), "{taken:?}");
}

#[test]
fn a_thousand_nested_includes_are_an_error() {
    let mut site = world("@@INCLUDE[0.md]\n");
    for n in 0..1000 {
        site = site.with(&format!("{n}.md"), format!("@@INCLUDE[{}.md]\n", n + 1));
    }
    assert_eq!(errors(&site), [Code::IncludeDepth]);
}

#[test]
fn includes_that_double_are_an_error() {
    let mut site = world("@@INCLUDE[0.md]\n");
    for n in 0..90 {
        site = site.with(&format!("{n}.md"), format!("@@INCLUDE[{0}.md]@@INCLUDE[{0}.md]", n + 1));
    }
    let found = errors(&site.with("90.md", "x"));
    assert!(!found.is_empty(), "2^90 includes end");
}

#[test]
fn a_bomb_of_aliases_is_an_error() {
    let mut manifest = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..20 {
        let inner = format!("*a{}, ", level - 1).repeat(10);
        let _ = writeln!(manifest, "a{level}: &a{level} [{inner}]");
    }
    assert_eq!(errors(&world("x").with("slides/deck.yml", manifest)), [Code::YamlSyntax]);
}

#[test]
fn deep_yaml_is_an_error() {
    for open in ["[", "{a: ", "- "] {
        let manifest = format!("title: T\ncontent:\n {}", open.repeat(20_000));
        assert!(!errors(&world("x").with("slides/deck.yml", manifest)).is_empty());
    }
}

fn errors(site: &MemoryWorld) -> Vec<Code> {
    const PATIENCE: Duration = Duration::from_secs(20);
    let _turn = TURN.lock();
    let (taken, diagnostics) = build(site);
    assert!(taken < PATIENCE, "{taken:?}");
    let errors = diagnostics.iter().map(|diagnostic| diagnostic.problem.code());
    errors.filter(|code| code.severity() == deckyard::diag::Severity::Error).collect()
}
