//! `check --links` with the test's own server.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crate::fixture::Test;

/// A server on this machine, which records requests.
struct Web {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                std::thread::spawn(move || serve(connection, &log));
            }
        });
        Self { port, asked }
    }

    /// The requests since the last call, sorted: `GET /ok`.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().expect("the log"));
        asked.retain(|line| !line.starts_with("agent "));
        asked.sort();
        asked
    }

    /// A text with addresses `web:/path` at this server.
    fn fill(&self, text: &str) -> String {
        text.replace("web:", &self.address())
    }

    fn empty(&self, text: &str) -> String {
        text.replace(&self.address(), "web:")
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The output of a command for a site, by line.
    fn said(&self, site: Test, arguments: &str) -> Vec<String> {
        let arguments = format!("check --links --format short {arguments}");
        let said = site.env("DECKYARD_CACHE", "").args(&arguments).said();
        said.lines().map(|line| self.empty(line)).collect()
    }

    /// The same for a chapter, with private addresses.
    fn check(&self, chapter: &str) -> Vec<String> {
        self.said(Test::chapter(&self.fill(chapter)), "--links-private")
    }
}

fn serve(mut connection: TcpStream, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(connection.try_clone().expect("a second handle")).lines();
    let Some(Ok(first)) = lines.next() else {
        let _ = write!(connection, "HTTP/1.1 400 Bad Request\r\n\r\n"); // The client began to encrypt.
        return;
    };
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let headers: BTreeMap<String, String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        })
        .collect();
    let mut log = log.lock().expect("the log");
    let before = log.iter().filter(|line| line.ends_with(&format!(" {path}"))).count();
    log.push(format!("{method} {path}"));
    log.push(format!("agent {}", headers.get("user-agent").map_or("", |agent| agent)));
    drop(log);
    let (head, body) = answer(method, path, before);
    let body = if method == "HEAD" { "" } else { &body };
    let _ = write!(connection, "HTTP/1.1 {head}\r\nConnection: close\r\n\r\n{body}");
}

/// The answer: status and headers, and the body.
fn answer(method: &str, path: &str, before: usize) -> (String, String) {
    const HTML: &str = "200 OK\r\nContent-Type: text/html; charset=utf-8";
    let text = "Words that are no names. ".repeat(20);
    let page = |tags: &str| {
        (HTML.to_owned(), format!("<!doctype html><title>T</title><body>{tags}<p>{text}"))
    };
    let redirect = |status: &str, to: &str| (format!("{status}\r\nLocation: {to}"), String::new());
    let plain = |status: &str| (status.to_owned(), String::new());
    match path {
        "/page" => page("<h1 id=one>1</h1><a name='two-names'></a><h2 id=\"install-it\">2</h2>"),
        "/app" => (HTML.to_owned(), "<div id=root></div><script src=app.js></script>".to_owned()),
        "/long" => page(&"<i>long</i>".repeat(500_000)),
        "/picture" => ("200 OK\r\nContent-Type: image/png".to_owned(), "no picture".to_owned()),
        "/gone" => plain("410 Gone"),
        "/moved" => redirect("301 Moved Permanently", "/page"),
        "/moved-twice" => redirect("308 Permanent Redirect", "moved"),
        "/moved-then-temporary" => redirect("301 Moved Permanently", "/temporary"),
        "/moved-to-nothing" => redirect("301 Moved Permanently", "/nothing"),
        "/temporary" => redirect("302 Found", "/page"),
        "/temporary-then-moved" => redirect("307 Temporary Redirect", "/moved"),
        "/circle" => redirect("301 Moved Permanently", "/circle"),
        "/abroad" => redirect("302 Found", "ftp://files.example/x"),
        "/no-head" if method == "HEAD" => plain("405 Method Not Allowed"),
        "/bad-head" if method == "HEAD" => plain("404 Not Found"),
        "/forbidden" => plain("403 Forbidden"),
        "/busy" if before == 0 => plain("503 Service Unavailable\r\nRetry-After: 1"),
        "/busy" | "/no-head" | "/bad-head" => page(""),
        "/limited" => plain("429 Too Many Requests\r\nRetry-After: 86400"),
        "/broken" => plain("500 Internal Server Error"),
        _ => plain("404 Not Found"),
    }
}

/// The report about one link, without its location, the same for all of them.
fn findings(web: &Web, path: &str) -> Vec<String> {
    let said = web.check(&format!("[b](web:/{path})\n"));
    let found = said.iter().filter_map(|line| line.strip_prefix("slides/bread.md:1:5: warning["));
    found.map(|line| line.split_once("; ").map_or(line, |(words, _)| words).to_owned()).collect()
}

#[test]
fn dead_links_are_reported_where_they_are_written() {
    let web = Web::new();
    let chapter = "[a](web:/page) and [b](web:/nothing)\n\n---\n\n<a href=\"web:/gone\">c</a>, web:/nothing\n\n???\n\n\
                   ![d](web:/nothing)\n";
    let found = web.check(chapter);
    let help = "link to another page, or to a copy of it at `web.archive.org`";
    let dead = |place: &str, link: &str| {
        format!("slides/bread.md:{place}: warning[dead-link] dead link `{link}; {help}")
    };
    assert_eq!(
        found,
        [
            "links: 3 pages on 1 host".to_owned(),
            dead("1:42", "web:/nothing`: the server answers 404 Not Found"),
            dead("5:10", "web:/gone`: the server answers 410 Gone"),
            dead("5:46", "web:/nothing`: the server answers 404 Not Found"),
            dead("9:6", "web:/nothing`: the server answers 404 Not Found"),
            "1 deck: 4 warnings".to_owned(),
        ]
    );
    // Each page is requested once, and with GET if HEAD is answered with an error.
    assert_eq!(
        web.asked(),
        ["GET /gone", "GET /nothing", "HEAD /gone", "HEAD /nothing", "HEAD /page"]
    );
}

#[test]
fn links_by_labels_and_variables_are_reported_where_their_addresses_are() {
    let web = Web::new();
    let site = Test::new()
        .file("slides/talk.yml", web.fill("title: A talk\nchat: \"[chat](web:/chat)\"\nslides: web:/slides\nvars:\n  wiki: web:/wiki\ncontent:\n- bread.md\n- oven.md\n"))
        .file("slides/bread.md", "[one][label] @@CHAT@@ @@INCLUDE[more.md]\n")
        .file("slides/oven.md", web.fill("# Oven\n\n[label]: web:/label\n"))
        .file("more.md", web.fill("[two](web:/two)\n"))
        .file("workshops.yml", web.fill(WORKSHOPS))
        .file("slides/photo.png", "");
    let found = web.said(site, "--links-private");
    let places: Vec<_> = found.iter().filter_map(|line| line.split_once(" dead link ")).collect();
    let places: Vec<_> = places
        .iter()
        .map(|(place, link)| {
            let link = link
                .split_once('`')
                .and_then(|(_, rest)| rest.split_once('`'))
                .map_or("", |(link, _)| link);
            format!("{} {link}", place.split(": ").next().unwrap_or_default())
        })
        .collect();
    assert_eq!(places, PLACES, "{found:#?}");
}

const WORKSHOPS: &str = "\
speakers:
  ana:
    name: Ana
    url: web:/ana
    bio: |
      She bakes.

      See [her book](web:/book).
redirects:
  old: web:/old
check:
  links:
    ignore: [\"*/ignored\"]
workshops:
- title: Bread
  date: 2027-01-01
  country: fr
  city: Lyon
  attend: web:/attend
  video: web:/ignored
  chat: web:/page
  abstract: Read <web:/abstract>.
";

const PLACES: [&str; 10] = [
    "more.md:1:7 web:/two",
    "slides/oven.md:3:10 web:/label",
    "slides/talk.yml:2:15 web:/chat",
    "slides/talk.yml:3:9 web:/slides",
    "slides/talk.yml:5:9 web:/wiki",
    "workshops.yml:4:10 web:/ana",
    "workshops.yml:8:22 web:/book",
    "workshops.yml:10:8 web:/old",
    "workshops.yml:19:11 web:/attend",
    "workshops.yml:22:19 web:/abstract",
];

#[test]
fn permanent_redirects_are_reported_and_temporary_ones_are_not() {
    let web = Web::new();
    let moved = |path: &str, to: &str| {
        let said = web.check(&format!("[b](web:/{path})\n"));
        let expected = format!(
            "slides/bread.md:1:5: warning[moved-link] `web:/{path}` has moved permanently; write `web:/{to}`"
        );
        assert_eq!(said[1], expected);
    };
    moved("moved", "page");
    moved("moved#one", "page#one");
    moved("moved-twice", "page");
    // A temporary redirect may have another target tomorrow.
    moved("moved-then-temporary", "temporary");
    web.asked();
    for path in ["temporary", "temporary-then-moved", "temporary#one"] {
        assert_eq!(findings(&web, path), [""; 0], "{path}");
    }
    assert_eq!(
        findings(&web, "moved-to-nothing"),
        ["dead-link] dead link `web:/moved-to-nothing`: the server answers 404 Not Found"]
    );
    for (path, why) in [
        ("circle", "the server redirects again and again"),
        ("abroad", "the server redirects to an address with `ftp:`"),
    ] {
        let expected = format!("unchecked-link] cannot check `web:/{path}`: {why}");
        assert_eq!(findings(&web, path), [expected]);
    }
}

#[test]
fn fragments_are_looked_for_in_pages() {
    let web = Web::new();
    for path in [
        "page#one",
        "page#install%2Dit",
        "page#",
        "page#top",
        "page#L12",
        "app#x",
        "long#x",
        "picture#x",
    ] {
        assert_eq!(findings(&web, path), [""; 0], "{path}");
    }
    let missing = |path: &str, name: &str| {
        let page = path.split('#').next().unwrap_or_default();
        let expected = format!("dead-fragment] the page `web:/{page}` has nothing named `{name}`");
        assert_eq!(findings(&web, path), [expected]);
    };
    missing("page#two", "two");
    missing("temporary#two", "two");
    let said = web.check("[b](web:/page#instal-it)\n");
    assert!(said[1].ends_with("; did you mean `web:/page#install-it`?"), "{said:?}");
    web.asked();
    // One request answers the questions of all links to a page.
    assert_eq!(web.check("[](web:/page#one) [](web:/page#no) [](web:/page)").len(), 3);
    assert_eq!(web.asked(), ["GET /page"]);
}

#[test]
fn servers_are_asked_again_before_they_are_blamed() {
    let web = Web::new();
    for (path, asked) in [
        ("no-head", ["GET /no-head", "HEAD /no-head"]),
        ("bad-head", ["GET /bad-head", "HEAD /bad-head"]),
        ("busy", ["HEAD /busy", "HEAD /busy"]),
    ] {
        assert_eq!(findings(&web, path), [""; 0], "{path}");
        assert_eq!(web.asked(), asked);
    }
    for (path, why) in [
        ("forbidden", "403 Forbidden, perhaps to programs only"),
        ("broken", "500 Internal Server Error"),
        // It asks not to be contacted until tomorrow.
        ("limited", "429 Too Many Requests"),
    ] {
        let expected =
            format!("unchecked-link] cannot check `web:/{path}`: the server answers {why}");
        assert_eq!(findings(&web, path), [expected]);
    }
    let asked = [
        "GET /broken",
        "GET /broken",
        "GET /forbidden",
        "HEAD /broken",
        "HEAD /forbidden",
        "HEAD /limited",
    ];
    assert_eq!(web.asked(), asked);
}

#[test]
fn a_server_without_encryption_or_without_a_listener_is_not_called_dead() {
    let web = Web::new();
    let chapter = web.fill("[b](web:/page)\n").replace("http:", "https:");
    let said = web.said(Test::chapter(&chapter), "--links-private");
    assert!(
        said[1].contains("warning[unchecked-link]")
            && said[1].contains("no encrypted connection: "),
        "{said:?}"
    );
    // The other tests listen at 127.0.0.1, where the port could be taken again.
    let free = TcpListener::bind("127.0.0.9:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port");
    let said = web.said(Test::chapter(&format!("[b](http://{free}/)\n")), "--links-private");
    assert!(said[1].contains(": the server refuses the connection; check again later"), "{said:?}");
}

#[test]
fn private_addresses_are_requested_only_when_that_is_asked_for() {
    let web = Web::new();
    let chapter =
        format!("[a](web:/page) [b](http://localhost:{}/page) [c](http://db/x)\n", web.port);
    let said = web.said(Test::chapter(&web.fill(&chapter)), "");
    assert_eq!(
        said,
        ["links: 0 pages on 0 hosts; not requested: 3 private", "1 deck: no problem found"]
    );
    let check = Test::chapter(&web.fill(&chapter))
        .args("check --format short")
        .env("DECKYARD_CACHE", "")
        .said();
    assert_eq!(check, "1 deck: no problem found\n");
    let build =
        Test::chapter(&web.fill(&chapter)).args("build -q").env("DECKYARD_CACHE", "").said();
    assert_eq!((build.as_str(), web.asked()), ("", Vec::new()));
}

#[test]
fn what_is_ignored_is_not_requested() {
    let web = Web::new();
    let site = |chapter: &str| {
        Test::chapter(&web.fill(chapter))
            .file("workshops.yml", web.fill("check: {links: {ignore: 'web:/gone'}}\n"))
    };
    let chapter = "[a](web:/gone) [b](web:/nothing) [c](web:/page)\n";
    let said = web.said(site(chapter), "--links-private --links-ignore */nothing");
    assert_eq!(
        said,
        ["links: 1 page on 1 host; not requested: 2 ignored", "1 deck: no problem found"]
    );
    assert_eq!(web.asked(), ["HEAD /page"]);
    let said = web.said(site(chapter), "--links-private --links-ignore 127.0.0.1");
    assert_eq!(said[0], "links: 0 pages on 0 hosts; not requested: 3 ignored");
    Test::fine().args("check --links-ignore x").refuses("--links");
    Test::fine()
        .args("check --links --links-age soon")
        .refuses("expected a number of minutes, hours or days");
}

#[test]
fn good_answers_are_remembered() {
    let web = Web::new();
    let cache = tempfile::tempdir().expect("a folder");
    let folder = cache.path().to_str().expect("a path in UTF-8").to_owned();
    let chapter = web.fill("[a](web:/page#one) [b](web:/moved) [c](web:/nothing) [d](web:/page)\n");
    let check = |arguments: &str| {
        let arguments = format!("check --links --links-private --format short {arguments}");
        let said = Test::chapter(&chapter).args(&arguments).env("DECKYARD_CACHE", &folder).said();
        let lines = said.lines().map(|line| web.empty(line));
        (lines.collect::<Vec<_>>(), web.asked())
    };
    let all = ["GET /nothing", "GET /page", "HEAD /moved", "HEAD /nothing", "HEAD /page"];
    let (first, asked) = check("");
    assert_eq!(
        (first[0].as_str(), &asked[..]),
        ("links: 3 pages on 1 host", &all.map(str::to_owned)[..])
    );
    let (second, asked) = check("");
    assert_eq!(second[0], "links: 3 pages on 1 host, 2 remembered");
    assert_eq!(
        (&second[1..], &asked[..]),
        (&first[1..], &["GET /nothing", "HEAD /nothing"].map(str::to_owned)[..])
    );
    let (_, asked) = check("--links-age 0");
    assert_eq!(asked, all);
}

#[test]
fn servers_see_who_asks() {
    let web = Web::new();
    web.check("[a](web:/page)\n");
    let asked = web.asked.lock().expect("the log").clone();
    let agent = concat!("agent Deckyard/", env!("CARGO_PKG_VERSION"), " (link checker)");
    assert_eq!(asked, ["HEAD /page", agent]);
}
