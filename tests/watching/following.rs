//! What followers can see of a served site. Every planted text that is not for them contains the
//! word `SECRET`, and so do the names of files.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::Receiver;

use serde_json::json;
use tempfile::TempDir;

use super::{SILENCE, Served, lines, wait_for, write};

const OPEN: &str = "# Open

SHOWN text ![](images/shown.png) [a handout](handout.pdf)

<iframe src=\"demo/page.html\"></iframe>

???

SECRET note ![](images/SECRET-noted.png) [paper](SECRET-noted.pdf)

---

background-image: url(images/behind.png)

## Second

[the other deck](hidden.html), [an event](events/secret-event/index.html)

--

a step
";

const WORKSHOPS: &str = "site: {title: Ours, url: 'https://example.org/'}
workshops:
- {title: SECRET event, slug: secret-event, date: 2027-03-04, city: Lyon, country: FR, timezone: Europe/Paris, decks: [open, hidden]}
";

/// A site with a deck to show and much content that is not for followers.
fn site() -> TempDir {
    let site = tempfile::Builder::new().prefix("site-").tempdir().expect("a folder");
    let write = |path: &str, text: &str| write(&site.path().join(path), text);
    write("slides/open.yml", "title: SHOWN title\ninterstitials: false\ncontent:\n- open.md\n");
    write("slides/hidden.yml", "title: SECRET title\ncontent:\n- other.md\n- open.md\n");
    write(
        "slides/private.yml",
        "title: P\nnotes: private\ninterstitials: false\ncontent:\n- private.md\n",
    );
    write("slides/open.md", OPEN);
    write(
        "slides/private.md",
        "# P\n\nSHOWN [label]\n\n???\n\nSECRET private ![](images/SECRET-private.png)\n\n[label]: https://example.org/SECRET\n",
    );
    write("slides/other.md", "# SECRET\n\n![](images/SECRET-other.png) ![](SECRET-static.png)\n");
    for picture in ["shown", "behind", "SECRET-noted", "SECRET-other", "SECRET-private"] {
        write(&format!("slides/images/{picture}.png"), picture);
    }
    write("slides/handout.pdf", "a handout");
    write("slides/SECRET-noted.pdf", "SECRET");
    write("static/SECRET-static.png", "SECRET");
    write("static/SECRET-unused.pdf", "SECRET");
    write("static/SECRET-page.html", "<p>SECRET</p>");
    write("static/fonts/own.woff2", "font");
    write("static/theme.css", "@font-face { font-family: Own; src: url(../fonts/own.woff2) }\n");
    write("static/demo/page.html", "<link rel=stylesheet href='page.css'><p>SHOWN demo</p>");
    write("static/demo/page.css", "p { background: url(\"deep/dot.svg\") }");
    write("static/demo/deep/dot.svg", "<svg/>");
    write("workshops.yml", WORKSHOPS);
    site
}

/// The parts that followers must have once they may see the open deck.
const THEIRS: [&str; 8] = [
    "open.html",
    "images/shown.png",
    "images/behind.png",
    "handout.pdf",
    "fonts/own.woff2",
    "demo/page.html",
    "demo/page.css",
    "demo/deep/dot.svg",
];

/// The second listener of a served site.
struct Audience {
    address: String,
}

impl Audience {
    fn of(served: &Served) -> Self {
        let link = served.greeting.iter().find_map(|line| line.strip_prefix("to follow: http://"));
        Self { address: link.expect("a link").trim_end_matches('/').to_owned() }
    }

    /// An answer with its head, but without its date.
    fn ask(&self, method: &str, path: &str, headers: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).expect("a connection");
        let request = format!(
            "{method} /{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n",
            self.address
        );
        socket.write_all(request.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer);
        answer
            .split("\r\n")
            .filter(|line| !line.starts_with("date: "))
            .collect::<Vec<_>>()
            .join("\r\n")
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "")
    }

    fn has(&self, path: &str) -> bool {
        self.get(path).starts_with("HTTP/1.1 200")
    }

    fn stream(&self) -> Receiver<String> {
        let mut socket = TcpStream::connect(&self.address).expect("a connection");
        let request = format!("GET /__deckyard/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        socket.write_all(request.as_bytes()).expect("a request");
        lines(socket)
    }
}

/// Everything that a built site has, by its addresses.
fn outputs(site: &Path) -> Vec<String> {
    let out = tempfile::tempdir().expect("a folder");
    let program = Command::new(env!("CARGO_BIN_EXE_deckyard"))
        .args(["build", "--site"])
        .arg(site)
        .arg("--out")
        .arg(out.path().join("public"))
        .output()
        .expect("the program starts");
    assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));
    let mut found = Vec::new();
    let mut folders = vec![out.path().join("public")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(out.path().join("public")).expect("a path");
                found.push(name.to_str().expect("a name").to_owned());
            }
        }
    }
    assert!(found.len() > 30, "{found:?}");
    found
}

/// Requests everything that the site has, in all ways, and returns what followers get.
fn seen(audience: &Audience, outputs: &[String]) -> Vec<String> {
    // An address of the same depth without a page.
    let nothing = |path: &str| {
        let names = path.split('/').map(|name| if name.is_empty() { "" } else { "NOTHING-9f2" });
        audience.get(&names.collect::<Vec<_>>().join("/"))
    };
    let mut seen = Vec::new();
    for path in outputs {
        let answer = audience.get(path);
        if answer.starts_with("HTTP/1.1 200") {
            assert!(!answer.contains("SECRET"), "{path}: {answer}");
            seen.push(path.clone());
            continue;
        }
        // Existing and missing pages look alike, for every kind of request.
        let missing = nothing(path);
        assert_eq!(answer, missing, "{path}");
        let head = missing.split_once("\r\n\r\n").expect("a head").0;
        assert_eq!(audience.ask("HEAD", path, "").trim_end(), head, "{path}");
        for headers in ["Range: bytes=0-1\r\n", "If-None-Match: *\r\n", "If-Range: \"x\"\r\n"] {
            assert_eq!(audience.ask("GET", path, headers), missing, "{path} {headers}");
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !folder.is_empty() {
            for path in [folder.to_owned(), format!("{folder}/")] {
                assert_eq!(audience.get(&path), nothing(&path), "{path}");
            }
        }
    }
    seen
}

#[test]
fn those_who_wait_read_the_language_of_the_site() {
    let site = site();
    write(&site.path().join("workshops.yml"), "site: {title: S, language: ar}\n");
    let served = Served::with(site.path(), &["--follow", "127.0.0.1"]);
    let start = Audience::of(&served).get("");
    assert!(start.contains("<html lang=\"ar\" dir=\"rtl\">"), "{start}");
    assert!(start.contains("<h1>متابعة العرض</h1>"), "{start}");
    assert!(start.contains("data-words>{") && start.contains("\"follow\":"), "{start}");
    assert!(!start.contains("presentation"), "{start}");
}

#[test]
fn followers_see_only_what_the_presenter_opened() {
    let site = site();
    let outputs = outputs(site.path());
    let served = Served::with(site.path(), &["--follow", "127.0.0.1"]);
    let audience = Audience::of(&served);
    assert!(
        served.greeting.iter().any(|line| line
            == "the audience sees only decks that you open from now on, without speaker notes"),
        "{:#?}",
        served.greeting
    );
    assert_eq!(seen(&audience, &outputs), ["index.html"]);
    let start = audience.get("");
    assert!(start.contains("Follow the presentation") && !start.contains("Ours"), "{start}");
    for own in ["__deckyard/frame/1/open.html.json", "__deckyard/frame/0/open.html.json"] {
        assert!(!audience.has(own), "{own}");
    }

    served.get("open.html");
    served.program.wait_for("the audience can now see `open`");
    let mut now = seen(&audience, &outputs);
    for path in THEIRS {
        let at = now.iter().position(|seen| seen == path);
        now.swap_remove(at.unwrap_or_else(|| panic!("{path} is missing")));
    }
    now.retain(|path| !path.starts_with("assets/"));
    assert_eq!(now, ["index.html"]);
    let page = audience.get("open.html");
    assert!(page.contains("SHOWN text") && page.contains("data-follow"), "{page}");
    for none in ["<aside", "data-source", "class=\"debug\"", "data-token", "data-editor", "open.md"]
    {
        assert!(!page.contains(none), "{none}: {page}");
    }
    for asset in page.split('"').filter(|part| part.starts_with("assets/")) {
        assert!(audience.has(asset), "{asset}");
    }
    let start = audience.get("");
    assert!(start.contains("<a href=\"./open.html\">SHOWN title</a>"), "{start}");
    // The author's own page has all of it.
    let own = served.get("open.html");
    assert!(own.contains("SECRET note") && own.contains("data-source"), "{own}");

    // The page of an event is a page of its own.
    assert!(!audience.has("events/secret-event/open.html"));
    served.get("events/secret-event/open.html");
    let page = audience.get("events/secret-event/open.html");
    assert!(page.contains("SHOWN text") && !page.contains("SECRET note"), "{page}");
    assert!(!audience.has("events/secret-event/hidden.html"));
    assert!(!audience.has("events/secret-event/index.html"));
}

#[test]
fn looking_and_linking_share_nothing() {
    let site = site();
    let served = Served::with(site.path(), &["--follow", "127.0.0.1"]);
    let audience = Audience::of(&served);
    let foreign =
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    let frame =
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n";
    for headers in [foreign, frame, "Sec-Purpose: prefetch\r\n"] {
        assert!(served.ask("GET", "open.html", headers, "").starts_with("HTTP/1.1 200"));
    }
    served.ask("HEAD", "open.html", "", "");
    audience.get("open.html");
    served.get("index.html");
    assert!(!audience.has("open.html"));
    // A command from a page of the presenter does.
    served.order("place", &json!({ "deck": "open", "id": "open-open", "step": 0 }));
    assert!(audience.has("open.html"));
}

#[test]
fn the_stream_tells_of_nothing_else() {
    let site = site();
    let at = |path: &str| site.path().join(path);
    let served = Served::with(site.path(), &["open", "private", "--follow", "127.0.0.1"]);
    // Pages of decks that are not named are not built at all; one of these must not be shown.
    assert!(
        served.greeting.iter().any(|line| line.contains("the decks `open`, `private`")),
        "{:#?}",
        served.greeting
    );
    drop(served);
    let served = Served::with(site.path(), &["--follow", "127.0.0.1"]);
    let audience = Audience::of(&served);
    served.get("open.html");
    let stream = audience.stream();
    let mut heard = String::new();
    let mut hear = |wanted: &str| {
        heard.push_str(&wait_for(&stream, |line| line.contains(wanted), wanted));
    };
    hear("event: hello");
    hear("\"build\":1");
    // Another deck, a note, a picture that they do not see, an event, a problem, a new deck.
    let built = || served.event("build");
    write(&at("slides/other.md"), "# SECRET again\n\nmore\n");
    built();
    write(&at("slides/open.md"), &OPEN.replace("SECRET note", "SECRET other note"));
    built();
    write(&at("slides/hidden.yml"), "title: SECRET new\ncontent: [other.md]\n");
    built();
    write(&at("slides/images/SECRET-noted.png"), "SECRET picture");
    built();
    write(&at("slides/new.yml"), "title: SECRET deck\ncontent: [other.md]\n");
    built();
    write(&at("workshops.yml"), &WORKSHOPS.replace("Lyon", "SECRET town"));
    built();
    write(&at("static/theme-SECRET.css"), ":root { --SECRET: 1 }\n");
    write(&at("slides/hidden.yml"), "title: S\ntheme: SECRET\ncontent: [other.md]\n");
    built();
    write(&at("slides/other.md"), "@@INCLUDE[SECRET.md]\n");
    served.event("problems");
    write(&at("slides/other.md"), "# SECRET mended\n");
    built();
    std::thread::sleep(SILENCE);
    let more: Vec<String> = stream.try_iter().collect();
    assert!(more.iter().all(|line| !line.starts_with("event:")), "{more:#?}");

    // Their own deck, with a shift of lines, a new title, another picture.
    write(&at("slides/open.md"), &OPEN.replace("SHOWN text", "SHOWN other text"));
    let theirs = wait_for(&stream, |line| line.contains("SHOWN other text"), "their edit");
    assert!(!theirs.contains("SECRET") && !theirs.contains("open.md"), "{theirs}");
    write(&at("slides/open.yml"), "title: SHOWN new\ninterstitials: false\ncontent:\n- open.md\n");
    let theirs = wait_for(&stream, |line| line.contains("SHOWN new"), "their title");
    assert!(!theirs.contains("SECRET"), "{theirs}");
    let build = theirs.split("\"build\":").nth(1).and_then(|rest| rest.split(',').next());
    let build = build.expect("a number");
    let frame = audience.get(&format!("__deckyard/frame/{build}/open.html.json"));
    assert!(frame.contains("SHOWN new"), "{frame}");
    for page in ["index.html", "hidden.html", "events/secret-event/open.html"] {
        assert!(!audience.has(&format!("__deckyard/frame/{build}/{page}.json")), "{page}");
    }
    write(&at("slides/images/shown.png"), "another picture");
    wait_for(&stream, |line| line.contains("\"pages\":[\"open.html\"]"), "their picture");
}

#[test]
fn notes_are_shared_when_asked_for_and_private_ones_never() {
    let site = site();
    let served = Served::with(site.path(), &["--follow", "127.0.0.1", "--follow-notes"]);
    let audience = Audience::of(&served);
    assert!(
        served.greeting.iter().any(|line| line.ends_with("from now on, with speaker notes")),
        "{:#?}",
        served.greeting
    );
    served.get("open.html");
    let own = served.get("private.html");
    assert!(own.contains("SECRET private") && own.contains("images/SECRET-private.png"), "{own}");
    assert!(served.get("images/SECRET-private.png").starts_with("HTTP/1.1 200"));
    let page = audience.get("open.html");
    assert!(page.contains("SECRET note") && !page.contains("without-notes"), "{page}");
    assert!(audience.has("images/SECRET-noted.png"));
    let page = audience.get("private.html");
    assert!(page.contains("SHOWN [label]") && page.contains("without-notes"), "{page}");
    assert!(!page.contains("SECRET"), "{page}");
    assert!(!audience.has("images/SECRET-private.png"));
    // The slide itself is the one that a build writes: a label of private notes is not one of its.
    assert!(own.contains("SHOWN [label]"), "{own}");
}

#[test]
fn followers_are_taken_to_decks_that_are_there() {
    let site = site();
    let served = Served::with(site.path(), &["--follow", "127.0.0.1"]);
    let audience = Audience::of(&served);
    let page = served.get("index.html");
    let (_, token) = page.split_once("data-token=\"").expect("a token");
    let (token, _) = token.split_once('"').expect("its end");
    for deck in ["nowhere", "index", "../open", "404", "open.html", ""] {
        let order = json!({ "deck": deck, "id": "x", "step": 0 }).to_string();
        let headers = format!("X-Deckyard-Token: {token}\r\nContent-Length: {}\r\n", order.len());
        let answer = served.ask("POST", "__deckyard/place", &headers, &order);
        assert!(answer.starts_with("HTTP/1.1 400"), "{deck}: {answer}");
    }
    served.order("place", &json!({ "deck": "private", "id": "private-p", "step": 0 }));
    let late = audience.stream();
    wait_for(&late, |line| line.contains("\"id\":\"private-p\""), "the place");
    // A removed deck has no page.
    fs::remove_file(site.path().join("slides/private.yml")).expect("no file");
    wait_for(&late, |line| line.contains("private.html"), "that it is gone");
    assert!(!audience.has("private.html"));
    let later = audience.stream();
    wait_for(&later, |line| line.starts_with("data:"), "a greeting");
    std::thread::sleep(SILENCE);
    assert!(later.try_iter().all(|line| line != "event: place"));
}
