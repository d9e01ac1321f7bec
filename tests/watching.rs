//! `deckyard serve` and `build --watch` as programs: their reactions to all kinds of file changes.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests change files and wait for programs")]
#![expect(clippy::expect_used, reason = "without its program a test cannot run")]

#[path = "watching/faults.rs"]
mod faults;
#[path = "watching/following.rs"]
mod following;
#[path = "watching/qr.rs"]
mod qr;
#[path = "watching/reach.rs"]
mod reach;
#[path = "watching/superseded.rs"]
mod superseded;
#[path = "watching/swapped.rs"]
mod swapped;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// How long a change may take to arrive on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The silence after which a test assumes that there will be no more output.
const SILENCE: Duration = Duration::from_millis(700);

const MANIFEST: &str = "title: T\ninterstitials: false\ncontent:\n- a.md\n- b.md\n";

/// A site with two decks that share a chapter.
fn site() -> TempDir {
    let site = tempfile::Builder::new().prefix("site-").tempdir().expect("a folder");
    let write = |path: &str, text: &str| write(&site.path().join(path), text);
    write("slides/one.yml", MANIFEST);
    write("slides/two.yml", "title: U\ninterstitials: false\ncontent:\n- b.md\n");
    write("slides/a.md", "# A\n\ntext of a\n");
    write("slides/b.md", "# B\n\ntext of b\n\n---\n\n## More\n");
    site
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// A program that runs until it is dropped, and its lines of output.
struct Program {
    child: Child,
    lines: Receiver<String>,
    /// The formats for programs.
    output: Receiver<String>,
}

impl Program {
    fn start(site: &Path, arguments: &[&str]) -> Self {
        Self::start_by(Command::new, site, arguments)
    }

    /// Starts it through the test's own command, which gets the path of the program.
    fn start_by(
        command: impl FnOnce(&'static str) -> Command,
        site: &Path,
        arguments: &[&str],
    ) -> Self {
        let mut child = command(env!("CARGO_BIN_EXE_deckyard"))
            .args(arguments)
            .arg("--site")
            .arg(site)
            .args(if arguments.contains(&"--format") { &[][..] } else { &["--format", "short"] })
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let errors = child.stderr.take().expect("it speaks");
        let output = child.stdout.take().expect("it speaks");
        Self { child, lines: lines(errors), output: lines(output) }
    }

    /// Waits for a line that contains a text.
    fn wait_for(&self, text: &str) -> String {
        wait_for(&self.lines, |line| line.contains(text), text)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(source: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(source).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn wait_for(lines: &Receiver<String>, wanted: impl Fn(&str) -> bool, what: &str) -> String {
    let end = Instant::now() + PATIENCE;
    let mut seen = Vec::new();
    loop {
        match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) if wanted(&line) => return line,
            Ok(line) => seen.push(line),
            Err(error) => panic!("{error} while waiting for {what}; seen: {seen:#?}"),
        }
    }
}

/// A served site with an open stream of events.
struct Served {
    program: Program,
    /// Its first lines of output.
    greeting: Vec<String>,
    address: String,
    stream: Receiver<String>,
}

impl Served {
    fn new(site: &Path) -> Self {
        Self::with(site, &[])
    }

    fn with(site: &Path, arguments: &[&str]) -> Self {
        Self::by(Command::new, site, arguments)
    }

    fn by(command: impl FnOnce(&'static str) -> Command, site: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0"], arguments].concat();
        let program = Program::start_by(command, site, &arguments);
        let mut greeting = vec![program.wait_for("the site: http://")];
        let address =
            greeting[0].trim_start_matches("the site: http://").trim_end_matches('/').to_owned();
        while !greeting.iter().any(|line| line.starts_with("Ctrl-C")) {
            greeting.push(wait_for(&program.lines, |_| true, "Ctrl-C"));
        }
        let mut socket = TcpStream::connect(&address).expect("a connection");
        let request =
            format!("GET /__deckyard/events?page=one.html HTTP/1.1\r\nHost: {address}\r\n\r\n");
        socket.write_all(request.as_bytes()).expect("a request");
        let served = Self { program, greeting, address, stream: lines(socket) };
        served.event("hello");
        served.event("problems");
        served
    }

    /// Waits for the next event of a kind, and returns its data.
    fn event(&self, kind: &str) -> Value {
        let name = format!("event: {kind}");
        wait_for(&self.stream, |line| line == name, &name);
        let data = wait_for(&self.stream, |line| line.starts_with("data: "), "data");
        serde_json::from_str(&data["data: ".len()..]).expect("JSON")
    }

    fn is_silent(&self) {
        let end = Instant::now() + SILENCE;
        loop {
            match self.stream.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => assert!(!line.starts_with("event:"), "{line}"),
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => panic!("the stream has ended"),
            }
        }
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "", "")
    }

    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).expect("a connection");
        let request = format!(
            "{method} /{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n{body}",
            self.address
        );
        socket.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Served {
    /// Sends a command like a page of the author, and returns the body of the answer.
    fn order(&self, name: &str, order: &Value) -> Value {
        let page = self.get("one.html");
        let (_, token) = page.split_once("data-token=\"").expect("a token");
        let (token, _) = token.split_once('"').expect("its end");
        let order = order.to_string();
        let headers = format!("X-Deckyard-Token: {token}\r\nContent-Length: {}\r\n", order.len());
        let answer = self.ask("POST", &format!("__deckyard/{name}"), &headers, &order);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).expect("JSON")
    }
}

fn html(build: &Value, deck: &str) -> String {
    let splices = build["decks"][deck]["splices"].as_array().cloned().unwrap_or_default();
    splices.iter().filter_map(|splice| splice["html"].as_str()).collect()
}

#[test]
fn an_edit_arrives_as_the_slide_that_changed() {
    let site = site();
    let served = Served::new(site.path());
    write(&site.path().join("slides/a.md"), "# A\n\nother text of a\n");
    let build = served.event("build");
    assert!(html(&build, "one").contains("other text of a"), "{build}");
    assert!(build["decks"]["two"].is_null(), "{build}");
    // The page about the deck has its text, too.
    assert_eq!(build["pages"], serde_json::json!(["about/one.html"]));
    assert!(served.get("one.html").contains("other text of a"));
    let line = served.program.wait_for("slides/a.md: 1 deck rebuilt, 1 slide changed");
    assert!(line.contains(" ms"), "{line}");
}

#[test]
fn every_way_of_saving_arrives() {
    saves(&[]);
}

#[test]
fn every_way_of_saving_is_found_by_looking() {
    saves(&["--poll", "50"]);
}

fn saves(arguments: &[&str]) {
    let site = site();
    let file = site.path().join("slides/a.md");
    let served = Served::with(site.path(), arguments);
    let arrives = |text: &str| {
        // For a moment, the file may be missing.
        while !html(&served.event("build"), "one").contains(text) {}
    };
    let is_named = || {
        let line = served.program.wait_for(" changed, ");
        assert!(line.starts_with("slides/a.md: 1 deck rebuilt, 1 slide changed"), "{line}");
    };
    // In place, as nano does.
    write(&file, "# A\n\nin place\n");
    arrives("in place");
    is_named();
    // Another file takes its name, as in VS Code and Emacs.
    let other = site.path().join("slides/.a.md.tmp");
    write(&other, "# A\n\nby another name\n");
    fs::rename(&other, &file).expect("a new name");
    arrives("by another name");
    is_named();
    // The file is removed first, as in vim.
    fs::rename(&file, site.path().join("slides/a.md~")).expect("a backup");
    write(&file, "# A\n\nfrom a backup\n");
    fs::remove_file(site.path().join("slides/a.md~")).expect("no backup");
    arrives("from a backup");
    is_named();
    // A link to another file.
    write(&site.path().join("slides/real.md"), "# A\n\nthrough a link\n");
    fs::remove_file(&file).expect("no file");
    std::os::unix::fs::symlink("real.md", &file).expect("a link");
    arrives("through a link");
    write(&site.path().join("slides/real.md"), "# A\n\nbehind a link\n");
    arrives("behind a link");
}

#[test]
fn saving_the_same_text_says_nothing() {
    let site = site();
    let served = Served::new(site.path());
    write(&site.path().join("slides/a.md"), "# A\n\ntext of a\n");
    write(&site.path().join("slides/nobodys.md"), "# X\n");
    write(&site.path().join("elsewhere.txt"), "x");
    served.is_silent();
}

#[test]
fn the_last_good_site_stays_until_the_mend() {
    let site = site();
    let served = Served::new(site.path());
    fs::remove_file(site.path().join("slides/b.md")).expect("no file");
    let problems = served.event("problems");
    let text = problems[0]["text"].as_str().unwrap_or_default();
    assert!(text.contains("missing-chapter") && text.contains("b.md"), "{problems}");
    assert_eq!(problems[0]["place"], "slides/one.yml:5:3");
    assert!(served.get("one.html").contains("text of b"));
    served.program.wait_for("build failed; still serving the previous version");
    write(&site.path().join("slides/b.md"), "# B\n\nmended\n");
    assert!(html(&served.event("build"), "two").contains("mended"));
    assert_eq!(served.event("problems"), serde_json::json!([]));
}

#[test]
fn an_include_that_appears_is_found() {
    let site = site();
    write(&site.path().join("slides/a.md"), "# A\n\n@@INCLUDE[inc/deep/x.md]\n");
    let served = Served::new(site.path());
    assert!(served.get("one.html").starts_with("HTTP/1.1 404"), "there was no good site yet");
    write(&site.path().join("inc/deep/x.md"), "it is there\n");
    served.event("build");
    assert!(served.get("one.html").contains("it is there"));
}

#[test]
fn styles_templates_manifests_and_pictures_arrive() {
    let site = site();
    write(&site.path().join("static/theme.css"), ":root { --accent: blue }\n");
    let served = Served::new(site.path());
    write(&site.path().join("static/theme.css"), ":root { --accent: red }\n");
    let build = served.event("build");
    assert_eq!(build["decks"]["one"]["splices"], serde_json::json!([]), "{build}");
    assert!(build["decks"]["one"]["styles"].to_string().contains("assets/theme-"), "{build}");
    write(&site.path().join("slides/two.yml"), "title: U\ninterstitials: false\ncontent: [a.md]\n");
    assert!(html(&served.event("build"), "two").contains("text of a"));
    write(&site.path().join("slides/two.yml"), "title: V\ninterstitials: false\ncontent: [a.md]\n");
    let build = served.event("build");
    let frame = |build: &Value, page: &str| {
        assert!(build["frames"].to_string().contains(&format!("\"{page}\"")), "{build}");
        assert!(!build["pages"].to_string().contains(&format!("\"{page}\"")), "{build}");
        let path = format!("__deckyard/frame/{}/{page}.json", build["build"]);
        let answer = served.get(&path);
        let json = answer.split_once("\r\n\r\n").map_or("", |(_, json)| json);
        let [old, new]: [String; 2] = serde_json::from_str(json).expect(json);
        // For another build, there is none.
        let build = build["build"].as_u64().unwrap_or_default() - 1;
        let path = format!("__deckyard/frame/{build}/{page}.json");
        assert!(served.get(&path).starts_with("HTTP/1.1 404"), "{path}");
        (old, new)
    };
    let (old, new) = frame(&build, "two.html");
    assert!(old.contains("<title>U</title>") && new.contains("<title>V</title>"), "{old} {new}");
    assert!(new.contains("<!--slides-->") && !new.contains("text of a"), "{new}");
    let manifest = "title: V\nlanguage: de\ninterstitials: false\ncontent: [a.md]\n";
    write(&site.path().join("slides/two.yml"), manifest);
    assert!(frame(&served.event("build"), "two.html").1.contains("lang=\"de\""));
    write(&site.path().join("slides/a.md"), "# A\n\n![p](p.svg)\n");
    served.event("build");
    write(&site.path().join("slides/p.svg"), "<svg/>");
    served.event("build");
    write(&site.path().join("slides/p.svg"), "<svg></svg>");
    assert!(served.event("build")["pages"].to_string().contains("one.html"));
    let template = "<!doctype html><head></head><main>{{ slides_html | safe }}</main>";
    write(&site.path().join("templates/deck.html"), template);
    assert_eq!(
        frame(&served.event("build"), "one.html").1,
        template.replace("{{ slides_html | safe }}", "<!--slides-->")
    );
    write(&site.path().join("workshops.yml"), "site:\n  title: A new name\n");
    assert!(frame(&served.event("build"), "index.html").1.contains("A new name"));
    fs::remove_file(site.path().join("slides/two.yml")).expect("no file");
    served.event("build");
    assert!(served.get("two.html").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_wrong_address_is_told_in_the_style_of_a_site_that_will_lie_elsewhere() {
    let site = site();
    write(&site.path().join("workshops.yml"), "site:\n  url: https://example.org/a/b/\n");
    let served = Served::new(site.path());
    let page = served.get("no/such/page.html");
    assert!(page.starts_with("HTTP/1.1 404"), "{page}");
    assert!(page.contains("href=\"../../index.html\"") && !page.contains("/a/b/"), "{page}");
    let (_, style) = page.split_once("href=\"../../assets/site-").expect("a style sheet");
    let name = style.split('"').next().expect("its name");
    assert!(served.get(&format!("assets/site-{name}")).starts_with("HTTP/1.1 200"));
}

#[test]
fn a_checkout_of_a_thousand_files_is_one_rebuild() {
    let site = site();
    let served = Served::new(site.path());
    for number in 0..1000 {
        write(&site.path().join(format!("slides/many/{number}.md")), "# X\n");
    }
    write(&site.path().join("slides/a.md"), "# A\n\nafter the checkout\n");
    assert!(html(&served.event("build"), "one").contains("after the checkout"));
    served.is_silent();
}

#[test]
fn a_folder_that_is_replaced_is_watched_again() {
    let site = site();
    write(&site.path().join("slides/part/c.md"), "# C\n\nfirst\n");
    write(&site.path().join("slides/two.yml"), "title: U\ncontent: [part/c.md]\n");
    let served = Served::new(site.path());
    let folder = site.path().join("slides/part");
    fs::rename(&folder, site.path().join("slides/old")).expect("a new name");
    served.event("problems");
    write(&folder.join("c.md"), "# C\n\nsecond\n");
    assert!(html(&served.event("build"), "two").contains("second"));
    write(&folder.join("c.md"), "# C\n\nthird\n");
    assert!(html(&served.event("build"), "two").contains("third"));
}

#[test]
fn changes_are_found_by_looking() {
    let site = site();
    let served = Served::with(site.path(), &["--poll", "50"]);
    write(&site.path().join("slides/a.md"), "# A\n\nlooked up\n");
    assert!(html(&served.event("build"), "one").contains("looked up"));
}

#[test]
fn slides_that_are_too_high_are_reported_once_until_they_are_mended() {
    let site = site();
    let served = Served::new(site.path());
    let lines = &served.program.lines;
    let measured = |build: u64, fine: &[&str], high: &[(&str, u32)]| {
        let high: Vec<_> = high
            .iter()
            .map(|(id, percent)| {
                let finding = serde_json::json!({ "kind": "height", "percent": percent });
                serde_json::json!({ "id": id, "findings": [finding] })
            })
            .collect();
        let order =
            serde_json::json!({ "deck": "one", "build": build, "fine": fine, "found": high });
        served.order("overflow", &order);
    };
    let says = |what: &str| assert!(wait_for(lines, |_| true, what).contains(what));
    let says_nothing = || assert!(lines.try_recv().is_err(), "it speaks");
    measured(1, &["b-b"], &[("a-a", 131), ("nobody", 200)]);
    says("slides/a.md:1:1: warning[overflow] the slide `a-a` is higher than the stage");
    // Another window, with other fonts; the same one again; a later build that changed nothing.
    for (build, percent) in [(1, 132), (1, 131), (2, 131)] {
        measured(build, &[], &[("a-a", percent)]);
    }
    measured(1, &["a-a"], &[]);
    says_nothing();
    measured(2, &["b-b", "a-a"], &[]);
    says("slides/a.md:1: the slide `a-a` fits the stage again");
    measured(3, &["a-a"], &[]);
    says_nothing();
    measured(4, &[], &[("a-a", 131)]);
    says("warning[overflow]");
    measured(5, &[], &[("a-a", 140)]);
    says("warning[overflow]");
    // It is removed, and returns.
    write(&site.path().join("slides/a.md"), "# Other\n");
    served.event("build");
    says("slides/a.md: ");
    measured(6, &["a-other"], &[]);
    write(&site.path().join("slides/a.md"), "# A\n");
    served.event("build");
    says("slides/a.md: ");
    measured(7, &[], &[("a-a", 140)]);
    says("warning[overflow]");
}

#[test]
fn slides_that_are_too_high_are_reported_in_the_format_that_was_asked_for() {
    for (format, expected) in [
        ("human", "warning[overflow]: the slide `a-a` is higher than the stage"),
        ("json", "\"code\": \"overflow\""),
        ("github", "::warning file=slides/a.md,line=1,"),
    ] {
        let site = site();
        let served = Served::with(site.path(), &["--format", format]);
        let high = serde_json::json!([{ "id": "a-a", "findings": [{ "kind": "height", "percent": 131 }] }]);
        let order = serde_json::json!({ "deck": "one", "build": 1, "fine": [], "found": high });
        served.order("overflow", &order);
        let program = &served.program;
        let lines = if format == "human" { &program.lines } else { &program.output };
        wait_for(lines, |line| line.contains(expected), expected);
    }
}

#[test]
fn two_servers_of_one_site_have_two_ports() {
    let site = site();
    let first = Program::start(site.path(), &["serve"]);
    let one = first.wait_for("the site: ");
    let second = Program::start(site.path(), &["serve"]);
    let two = second.wait_for("the site: ");
    assert_ne!(one, two);
    let port = one.trim_end_matches('/').rsplit(':').next().expect("a port").to_owned();
    let mut third = Program::start(site.path(), &["serve", "--port", &port]);
    let said = third.wait_for(&port);
    assert!(said.contains("in use") && said.contains("omit --port"), "{said}");
    assert_eq!(third.child.wait().expect("its end").code(), Some(2));
}

#[test]
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn a_signal_ends_it_at_once_however_many_windows_are_open() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;

    for signal in [Signal::INT, Signal::TERM] {
        let site = site();
        let mut served = Served::by(heeding_signals, site.path(), &[]);
        let request = "GET /__deckyard/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        let mut windows: Vec<TcpStream> =
            (0..500).map(|_| TcpStream::connect(&served.address).expect("a connection")).collect();
        for window in &mut windows {
            window.set_read_timeout(Some(PATIENCE)).expect("a time limit");
            window.write_all(request.as_bytes()).expect("a request");
        }
        let mut byte = [0];
        for window in &mut windows {
            window.read_exact(&mut byte).expect("an answer");
        }
        let child = &mut served.program.child;
        kill_process(Pid::from_child(child), signal).expect("a process");
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("its state") {
                break status;
            }
            assert!(start.elapsed() < PATIENCE, "it goes on");
            thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(
            status.signal(),
            Some(signal.as_raw()),
            "shells tell that as 128 and the signal"
        );
        // Its port is free again immediately.
        let port = served.address.rsplit(':').next().expect("a port");
        Program::start(site.path(), &["serve", "--port", port]).wait_for("the site: ");
    }
}

/// A program that Ctrl-C ends, also when the tests run in the background of a script: shells let
/// such jobs ignore it, and so would their children.
fn heeding_signals(program: &'static str) -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("env");
        command.args(["--default-signal=INT", program]);
        command
    } else {
        Command::new(program)
    }
}

#[test]
fn a_build_that_watches_writes_and_keeps_the_last_good_output() {
    let site = site();
    let out = tempfile::tempdir().expect("a folder");
    let public = out.path().join("public");
    let name = public.display().to_string();
    let program = Program::start(site.path(), &["build", "--watch", "--out", &name]);
    program.wait_for(" written");
    let page = |deck: &str| fs::read_to_string(public.join(deck)).unwrap_or_default();
    write(&site.path().join("slides/a.md"), "# A\n\nwritten again\n");
    program.wait_for("files written");
    assert!(page("one.html").contains("written again"));
    write(&site.path().join("slides/a.md"), "# A\n\n@@INCLUDE[gone.md]\n");
    program.wait_for("the previous output is kept");
    assert!(page("one.html").contains("written again"));
    write(&site.path().join("slides/a.md"), "# A\n\nmended\n");
    program.wait_for("files written");
    assert!(page("one.html").contains("mended"));
}

/// The memory of a process, in KiB.
#[cfg(target_os = "linux")]
fn memory(child: &Child) -> u64 {
    let path = PathBuf::from(format!("/proc/{}/status", child.id()));
    let status = fs::read_to_string(path).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[test]
#[cfg(target_os = "linux")]
fn memory_stays_flat() {
    /// After this many builds, the caches have been cleared once.
    const WARM: usize = 130;
    let site = site();
    let slides = "## Slide\n\ntext\n\n---\n\n".repeat(300);
    let file = site.path().join("slides/a.md");
    let served = Served::new(site.path());
    let mut warm = 0;
    for build in 0..2 * WARM {
        write(&file, &format!("# A {build}\n\n{slides}"));
        served.event("build");
        if build == WARM {
            warm = memory(&served.program.child);
        }
    }
    let end = memory(&served.program.child);
    assert!(
        end < warm * 3 / 2 + 4096,
        "{warm} KiB after {WARM} builds, {end} KiB after twice as many"
    );
}
