//! Pages: headers, entity tags, ranges, files.

use std::fs;
use std::io::Read;
use std::sync::Arc;

use deckyard::io::serve::{Body, Cache, ServedPage, etag};

use crate::client::{file, serve, text};

#[test]
fn a_page_has_its_headers() {
    let setup = serve(&[("index.html", text("<p>é"))]);
    let answer = setup.get("/");
    assert_eq!((answer.status, answer.text()), (200, "<p>é"));
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("content-length", "5"),
        ("cache-control", "no-cache"),
        ("etag", &etag("<p>é".as_bytes())),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    assert!(!answer.headers.iter().any(|(name, _)| name.starts_with("access-control")));
}

#[test]
fn head_is_get_without_the_body() {
    let setup = serve(&[("index.html", text("hello"))]);
    let mut client = setup.client();
    let get = client.ask("GET", "/", &[]);
    let head = client.ask("HEAD", "/", &["Range: bytes=0-1"]);
    assert_eq!((head.status, head.headers, head.body.len()), (200, get.headers, 0));
    // The connection contained no further data.
    assert_eq!(client.ask("GET", "/", &[]).text(), "hello");
    assert_eq!(client.ask("HEAD", "/missing", &[]).status, 404);
    assert_eq!(client.ask("GET", "/", &[]).text(), "hello");
}

#[test]
fn fingerprinted_pages_are_kept_for_ever() {
    let page = ServedPage { cache: Cache::Immutable, ..text("x") };
    let setup = serve(&[("deck.0123.js", page)]);
    let answer = setup.get("/deck.0123.js");
    assert_eq!(answer.header("cache-control"), Some("max-age=31536000, immutable"));
    assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
}

#[test]
fn a_browser_that_has_a_page_does_not_get_it_again() {
    let given = ServedPage { etag: Some("\"given\"".to_owned()), ..text("x") };
    let setup = serve(&[("a.html", text("a")), ("b.html", given)]);
    let own = etag(b"a");
    let mut client = setup.client();
    let mut status = |target: &str, tags: &str| {
        let header = format!("If-None-Match: {tags}");
        let answer = client.ask("GET", target, &[&header]);
        if answer.status == 304 {
            assert_eq!(answer.header("cache-control"), Some("no-cache"));
            assert!(answer.header("etag").is_some() && answer.header("content-type").is_none());
        }
        let head = client.ask("HEAD", target, &[&header]);
        assert_eq!(head.status, answer.status);
        answer.status
    };
    assert_eq!(status("/a.html", &own), 304);
    assert_eq!(status("/a.html", &format!("W/{own}")), 304);
    assert_eq!(status("/a.html", &format!("\"x\", W/\"y,z\",{own}")), 304);
    assert_eq!(status("/a.html", "*"), 304);
    assert_eq!(status("/b.html", "\"given\""), 304);
    assert_eq!(status("/a.html", "\"x\""), 200);
    assert_eq!(status("/a.html", own.trim_matches('"')), 200);
    assert_eq!(status("/b.html", &own), 200);
    assert_eq!(status("/c.html", "*"), 404);
}

#[test]
fn a_part_is_sent_from_memory_and_from_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.mp4");
    let content: Vec<u8> = (0..=255).cycle().take(200_000).collect();
    fs::File::create(&path)
        .and_then(|mut f| std::io::Write::write_all(&mut f, &content))
        .expect("a file");
    let bytes = ServedPage { body: Body::Bytes(content.clone().into()), ..text("") };
    let setup = serve(&[("m.mp4", bytes), ("d.mp4", file(&path))]);
    for target in ["/m.mp4", "/d.mp4"] {
        let mut client = setup.client();
        let whole = client.ask("GET", target, &[]);
        assert_eq!(whole.header("content-type"), Some("video/mp4"));
        let tag = whole.header("etag").expect("a tag").to_owned();
        let if_range = format!("If-Range: {tag}");
        for (headers, first, last) in [
            (["Range: bytes=0-0", ""], 0, 0),
            (["Range: bytes=100000-", ""], 100_000, 199_999),
            (["Range: bytes=70000-180000", ""], 70_000, 180_000),
            (["Range: bytes=-5", ""], 199_995, 199_999),
            (["Range: bytes=199999-999999", ""], 199_999, 199_999),
            (["Range: bytes=1-2", &if_range], 1, 2),
        ] {
            let headers = headers.map(|header| if header.is_empty() { "X: x" } else { header });
            let answer = client.ask("GET", target, &headers);
            assert_eq!(answer.status, 206, "{headers:?}");
            let range = format!("bytes {first}-{last}/200000");
            assert_eq!(answer.header("content-range"), Some(range.as_str()));
            assert!(answer.body == content[first..=last], "{target} {headers:?}");
            assert_eq!(answer.header("etag"), Some(tag.as_str()));
        }
        for headers in [
            ["Range: bytes=0-1,4-5", "X: x"],
            ["Range: bytes=5-2", "X: x"],
            ["Range: slides=1-2", "X: x"],
            ["Range: bytes=1-2", "Range: bytes=4-5"],
            ["Range: bytes=1-2", "If-Range: \"other\""],
            ["Range: bytes=1-2", "If-Range: Sat, 21 Nov 2026 10:00:00 GMT"],
            ["Range: bytes=1-2", &format!("If-Range: W/{tag}")],
        ] {
            let answer = client.ask("GET", target, &headers);
            assert!(answer.status == 200 && answer.body == content, "{headers:?}");
        }
        for range in ["Range: bytes=200000-", "Range: bytes=-0"] {
            let answer = client.ask("GET", target, &[range]);
            assert_eq!(answer.status, 416);
            assert_eq!(answer.header("content-range"), Some("bytes */200000"));
        }
    }
}

#[test]
fn a_file_is_read_anew_for_each_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.png");
    let setup = serve(&[("a.png", file(&path)), ("folder", file(folder.path()))]);
    let mut client = setup.client();
    assert_eq!(client.ask("GET", "/a.png", &[]).status, 404);
    assert_eq!(client.ask("GET", "/folder", &[]).status, 404);
    fs::File::create(&path).expect("a file");
    let empty = client.ask("GET", "/a.png", &[]);
    assert_eq!((empty.status, empty.body.len()), (200, 0));
    let tag = format!("If-None-Match: {}", empty.header("etag").expect("a tag"));
    assert_eq!(client.ask("GET", "/a.png", &[&tag]).status, 304);
    fs::OpenOptions::new().write(true).open(&path).and_then(|f| f.set_len(9)).expect("longer");
    assert_eq!(client.ask("GET", "/a.png", &[&tag]).body.len(), 9);
}

#[cfg(unix)]
#[test]
fn a_file_of_the_same_size_and_time_is_another_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.png");
    fs::write(&path, "one").expect("a file");
    let setup = serve(&[("a.png", file(&path))]);
    let mut client = setup.client();
    let first = client.ask("GET", "/a.png", &[]);
    let tag = format!("If-None-Match: {}", first.header("etag").expect("a tag"));
    let time = path.metadata().and_then(|about| about.modified()).expect("a time");
    let other = folder.path().join("b.png");
    fs::write(&other, "two").expect("a file");
    let times = fs::FileTimes::new().set_modified(time);
    fs::File::options().append(true).open(&other).and_then(|f| f.set_times(times)).expect("times");
    fs::rename(&other, &path).expect("a new name");
    assert_eq!(client.ask("GET", "/a.png", &[&tag]).text(), "two");
}

#[test]
fn a_file_that_shrinks_while_it_is_read_ends_that_connection_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.bin");
    let size = 64 << 20;
    fs::File::create(&path).and_then(|file| file.set_len(size)).expect("a file");
    let setup = serve(&[("a.bin", file(&path)), ("b.html", text("b"))]);
    let mut client = setup.client();
    client.request("GET", "/a.bin", &[]);
    let head = client.head().expect("a head");
    assert_eq!(head.header("content-length"), Some(size.to_string().as_str()));
    fs::OpenOptions::new().write(true).open(&path).and_then(|f| f.set_len(0)).expect("shorter");
    let mut rest = Vec::new();
    // Either kind of end is acceptable, as long as the content is incomplete.
    drop(client.stream.read_to_end(&mut rest));
    assert!((rest.len() as u64) < size);
    assert_eq!(setup.get("/b.html").text(), "b");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_opened_for_ever_is_not_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let setup = serve(&[("pipe", file(&pipe))]);
    assert_eq!(setup.get("/pipe").status, 404);
}

#[test]
fn a_wrong_address_gets_the_page_for_it() {
    let setup = serve(&[("index.html", text("x"))]);
    let plain = setup.get("/missing.html");
    assert_eq!(plain.status, 404);
    assert_eq!(plain.header("content-type"), Some("text/plain; charset=utf-8"));
    *setup.site.lost.lock().expect("lost") = Some(Arc::from(&b"<p>lost"[..]));
    let page = setup.get("/missing.png");
    assert_eq!((page.status, page.text()), (404, "<p>lost"));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn a_site_that_panics_ends_that_connection_only() {
    let setup = serve(&[("a.html", text("a"))]);
    let mut client = setup.client();
    client.request("GET", "/panic.html", &[]);
    assert!(client.is_closed());
    assert_eq!(setup.get("/a.html").text(), "a");
}

#[test]
fn requests_in_one_packet_are_answered_in_order() {
    let setup = serve(&[("a.html", text("a")), ("b.html", text("b"))]);
    let mut client = setup.client();
    let one = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.send(one("/a.html") + &one("/missing") + &one("/b.html"));
    assert_eq!(client.answer("GET").expect("an answer").text(), "a");
    assert_eq!(client.answer("GET").expect("an answer").status, 404);
    assert_eq!(client.answer("GET").expect("an answer").text(), "b");
}
