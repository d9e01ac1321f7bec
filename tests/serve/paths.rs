//! Addresses: which ones reach the site, and under which names of the machine.

use crate::client::{serve, text};

#[test]
fn names_are_decoded() {
    let setup = serve(&[("été/à côté 100%.html", text("x")), ("a+b&c=d.html", text("y"))]);
    assert_eq!(setup.get("/%C3%A9t%c3%a9/%C3%A0%20c%C3%B4t%C3%A9%20100%25.html").text(), "x");
    assert_eq!(setup.get("/été/à%20côté%20100%25.html").text(), "x");
    assert_eq!(setup.get("/a+b&c=d.html?q=%00/../").text(), "y");
}

#[test]
fn what_is_no_path_never_reaches_the_site() {
    let setup = serve(&[("index.html", text("x"))]);
    for target in [
        "/../etc/passwd",
        "/a/../index.html",
        "/./index.html",
        "/%2e%2e/x",
        "/%2E./x",
        "/a/%2e",
        "/..",
        "/a%2fb",
        "/..%2f..%2fx",
        "/a%5c..%5cb",
        "/a\\b",
        "/a%00.html",
        "/a%0d%0ab",
        "//etc/passwd",
        "//",
        "/a//b",
        "/%",
        "/%4",
        "/%gg",
        "/%ff%fe",
        "/%c0%ae%c0%ae/x",
        "index.html",
        "*",
        "https://localhost/index.html",
        "ftp://localhost/index.html",
    ] {
        let mut client = setup.client();
        client.request("GET", target, &[]);
        let answer = client.answer("GET").expect("an answer");
        assert_eq!(answer.status, 400, "{target}");
        assert_eq!(setup.asked(), [""; 0], "{target}");
    }
    assert_eq!(setup.get("/").text(), "x");
}

#[test]
fn a_folder_is_its_index() {
    let setup = serve(&[
        ("index.html", text("root")),
        ("a b/é/index.html", text("deep")),
        ("plain", text("plain")),
    ]);
    assert_eq!(setup.get("/").text(), "root");
    assert_eq!(setup.get("/a%20b/%C3%A9/").text(), "deep");
    assert_eq!(setup.get("/plain").text(), "plain");
    let moved = setup.get("/a%20b/é?x=1&y=%2F");
    assert_eq!(moved.status, 308);
    assert_eq!(moved.header("location"), Some("%C3%A9/?x=1&y=%2F"));
    for target in ["/a%20b", "/a%20b/", "/plain/", "/index.html/"] {
        assert_eq!(setup.get(target).status, 404, "{target}");
    }
}

#[test]
fn a_whole_address_is_read_like_its_path() {
    let setup = serve(&[("a.html", text("a")), ("index.html", text("x"))]);
    let host = setup.server.address();
    assert_eq!(setup.get(&format!("http://{host}/a.html")).text(), "a");
    assert_eq!(setup.get(&format!("http://{host}")).text(), "x");
    assert_eq!(setup.get("http://evil.example/a.html").status, 421);
    assert_eq!(setup.get("http://user@localhost/a.html").status, 421);
    assert_eq!(setup.get(&format!("http://{host}/%2e%2e/a.html")).status, 400);
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let setup = serve(&[("index.html", text("x"))]);
    let port = setup.server.address().port();
    let status = |lines: &str| {
        let mut client = setup.client();
        client.send(format!("GET / HTTP/1.1\r\n{lines}\r\n"));
        client.answer("GET").expect("an answer")
    };
    for host in ["localhost", "127.0.0.1", "[::1]", "laptop.local", "LOCALHOST", "10.0.0.1"] {
        assert_eq!(status(&format!("Host: {host}\r\n")).status, 200, "{host}");
        assert_eq!(status(&format!("Host: {host}:{port}\r\n")).status, 200, "{host}");
        // A forwarded port.
        assert_eq!(status(&format!("Host: {host}:9000\r\n")).status, 200, "{host}");
    }
    drop(setup.asked());
    for host in
        ["evil.example", "localhost.evil.example", "0.0.0.0", "[::]", "127.0.0.1.evil.example"]
    {
        for port in [format!(":{port}"), ":9000".to_owned(), String::new()] {
            assert_eq!(status(&format!("Host: {host}{port}\r\n")).status, 421, "{host}{port}");
        }
    }
    for lines in ["", "Host:\r\n", "Host: a b\r\n", "Host: localhost\r\nHost: localhost\r\n"] {
        assert_eq!(status(lines).status, 400, "{lines:?}");
    }
    assert_eq!(setup.asked(), [""; 0]);
    let mut old = setup.client();
    old.send("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assert_eq!(old.answer("GET").expect("an answer").text(), "x");
    assert!(old.is_closed());
}

#[test]
fn other_methods_are_refused() {
    let setup = serve(&[("index.html", text("x"))]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = setup.ask(method, "/", &[]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
        let own = setup.ask(method, "/__deckyard/events", &[]);
        assert_eq!((own.status, own.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let answer = setup.ask("PUT", "/__deckyard/open", &[]);
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD, POST")));
    assert_eq!(setup.ask("OPTIONS", "*", &[]).status, 405);
    let tunnel = format!("localhost:{}", setup.server.address().port());
    assert_eq!(setup.ask("CONNECT", &tunnel, &[]).status, 405);
    assert_eq!(setup.asked(), [""; 0]);
}
