//! Names of proxies, forwarded ports, a path below which the site is served, and attacks on them.

use deckyard::io::serve::Options;

use crate::client::{Setup, TOKEN, Window, options, serve, serve_with, text};

/// The answer to a request with another host.
fn under(setup: &Setup, host: &str, target: &str) -> crate::client::Answer {
    let mut client = setup.client();
    client.send(format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    client.answer("GET").expect("an answer")
}

fn below(base: &str) -> Setup {
    let options = Options { base: base.parse().expect("a path"), ..options() };
    let pages = ["index.html", "a.html", "b/index.html"].map(|name| (name, text(name)));
    serve_with(options, &pages)
}

#[test]
fn names_that_are_allowed_lead_here_with_any_port() {
    let setup = serve(&[("index.html", text("x"))]);
    let port = setup.server.address().port();
    for host in [
        "slides.example.org",
        "Slides.Example.Org.:443",
        &format!("bold-fox-{port}.app.example.net"),
    ] {
        assert_eq!(under(&setup, host, "/").text(), "x", "{host}");
    }
    // Other ports of the same machine are other servers.
    for host in ["example.org", "a.slides.example.org", "bold-fox-1.app.example.net"] {
        assert_eq!(under(&setup, host, "/").status, 421, "{host}");
    }
}

#[test]
fn under_another_name_a_page_says_what_to_allow() {
    let setup = serve(&[("index.html", text("x"))]);
    let port = setup.server.address().port();
    let answer = under(&setup, "Other.Example:8080", "/secret.html?secret");
    assert_eq!(answer.status, 421);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let page = answer.text();
    assert!(page.contains("deckyard serve --allow-host other.example</pre>"), "{page}");
    assert!(page.contains(&format!("http://localhost:{port}/")), "{page}");
    assert!(!page.contains("secret") && !page.contains("<script"), "{page}");
    // An invalid name never appears in the answer, whatever it contains.
    for host in ["a'onclick=b", "a&lt;b", "a;b$(c)", "a%3Cscript%3E", &"x".repeat(2000), "a!b"] {
        let answer = under(&setup, host, "/");
        assert!(matches!(answer.status, 400 | 421), "{host}");
        assert!(!answer.text().contains(host) && !answer.text().contains("--allow"), "{host}");
    }
    for host in ["<script>alert(1)</script>", "a\"b", "a b", "\u{e9}.example"] {
        assert_eq!(under(&setup, host, "/").status, 400, "{host}");
    }
    assert_eq!(setup.asked(), [""; 0]);
}

#[test]
fn what_proxies_add_opens_nothing() {
    let setup = serve(&[("index.html", text("x"))]);
    for name in ["X-Forwarded-Host", "Forwarded", "X-Original-Host", "X-Forwarded-Server"] {
        for value in ["localhost", "host=localhost", "slides.example.org"] {
            let mut client = setup.client();
            client.send(format!("GET / HTTP/1.1\r\nHost: evil.example\r\n{name}: {value}\r\n\r\n"));
            assert_eq!(client.answer("GET").expect("an answer").status, 421, "{name}: {value}");
        }
        // Nor does it close anything.
        assert_eq!(setup.ask("GET", "/", &[&format!("{name}: evil.example")]).status, 200);
    }
    drop(std::mem::take(&mut *setup.site.visited.lock().expect("visited")));
    // Through a proxy, the name does not reveal the browser's address: no visit is certain.
    for name in ["X-Forwarded-For: 192.0.2.1", "Via: 1.1 proxy", "Forwarded: for=192.0.2.1"] {
        assert_eq!(setup.ask("GET", "/", &[name]).status, 200);
        assert!(setup.site.visited.lock().expect("visited").is_empty(), "{name}");
    }
}

#[test]
fn orders_come_through_a_proxy_from_its_pages_only() {
    let setup = serve(&[]);
    let port = setup.server.address().port();
    let token = format!("X-Deckyard-Token: {TOKEN}");
    let order = |host: &str, origin: &str, token: &str| {
        let mut client = setup.client();
        client.send(format!(
            "POST /__deckyard/open HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n{token}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Length: 2\r\n\r\n{{}}"
        ));
        client.answer("POST").expect("an answer").status
    };
    let own = format!("127.0.0.1:{port}");
    let localhost = format!("http://localhost:{port}");
    for (host, origin) in [
        ("slides.example.org", "https://slides.example.org"),
        (&own, "https://slides.example.org"),
        ("slides.example.org", &localhost),
    ] {
        assert_eq!(order(host, origin, &token), 200, "{host} {origin}");
        assert_eq!(order(host, origin, "X: x"), 403, "{host} {origin}");
    }
    for (host, origin) in [
        ("slides.example.org", "https://evil.example"),
        ("slides.example.org", "http://localhost:1"),
        (&own, "https://bold-fox-1.app.example.net"),
        (&own, "http://laptop.local:3000"),
    ] {
        assert_eq!(order(host, origin, &token), 403, "{host} {origin}");
    }
    assert_eq!(order("evil.example", "http://evil.example", &token), 421);
}

#[test]
fn all_of_a_site_is_below_its_base() {
    let setup = below("/courses/2027/");
    for (target, expected) in [
        ("/courses/2027/", "index.html"),
        ("/courses/2027/a.html", "a.html"),
        ("/courses/%32027/b/", "b/index.html"),
    ] {
        assert_eq!(setup.get(target).text(), expected, "{target}");
    }
    for (target, to) in [
        ("/", "courses/2027/"),
        ("/courses/2027", "2027/"),
        ("/courses/2027?x=1", "2027/?x=1"),
        ("/courses/2027/b", "b/"),
    ] {
        let answer = setup.get(target);
        assert!(matches!(answer.status, 307 | 308), "{target}");
        assert_eq!(answer.header("location"), Some(to), "{target}");
    }
    drop(setup.asked());
    for target in
        ["/a.html", "/courses/", "/courses/2027a.html", "/Courses/2027/", "/__deckyard/live.js"]
    {
        let answer = setup.get(target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(answer.text().contains("courses/2027/\"><code>/courses/2027/"), "{target}");
    }
    // It names the address of the site, with a link that also works behind a proxy.
    for (target, way) in [("/a/b.html", "../courses/2027/"), ("/a/b/", "../../courses/2027/")] {
        let answer = setup.get(target);
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        let link = format!("<a href=\"{way}\"><code>/courses/2027/</code></a>");
        assert!(answer.text().contains(&link), "{}", answer.text());
    }
    for target in [
        "/courses/2027/../../a.html",
        "/courses/2027/..%2f..%2fa.html",
        "/courses/2027%2fa.html",
        "/courses/2027/%2e%2e/a.html",
        "/courses//2027/a.html",
        "/courses/2027//a.html",
        "//courses/2027/",
    ] {
        assert_eq!(setup.get(target).status, 400, "{target}");
    }
    assert_eq!(setup.asked(), [""; 0]);
    // Orders and events, too.
    let token = format!("X-Deckyard-Token: {TOKEN}");
    let post = |target| setup.client().post(target, &[&token], b"{}").status;
    assert_eq!(post("/courses/2027/__deckyard/open"), 200);
    assert_eq!(post("/__deckyard/open"), 405);
    assert_eq!(setup.get("/__deckyard/events").status, 404);
    assert_eq!(setup.ask("HEAD", "/courses/2027/__deckyard/events", &[]).status, 200);
    let followers = setup.follower().ask("GET", "/courses/2027/a.html", &[]);
    assert_eq!(followers.status, 404, "it is not shared");
}

#[test]
fn the_page_for_wrong_addresses_finds_the_top() {
    for (base, start) in [("/", "/"), ("/courses/", "/courses/")] {
        let setup = below(base);
        *setup.site.lost.lock().expect("lost") = Some(b"<a href=\"UPindex.html\">".to_vec().into());
        for (path, up) in [("x", "./"), ("x/", "../"), ("x/y", "../"), ("b/y/z/", "../../../")] {
            let answer = setup.get(&format!("{start}{path}"));
            assert_eq!(answer.text(), format!("<a href=\"{up}index.html\">"), "{base} {path}");
        }
    }
}

#[test]
fn a_stream_for_an_old_proxy_ends_with_its_connection() {
    // nginx uses HTTP/1.0 for the servers behind it, which has no chunks.
    let setup = serve(&[("index.html", text("x"))]);
    let mut client = setup.client();
    client.send("GET /__deckyard/events HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let head = client.head().expect("a stream");
    assert_eq!(head.status, 200);
    assert_eq!((head.header("transfer-encoding"), head.header("content-length")), (None, None));
    assert_eq!(head.header("x-accel-buffering"), Some("no"));
    assert_eq!(client.line().as_deref(), Some("retry: 300"));
    setup.say("news", "1", deckyard::io::serve::Channel::Author);
    while client.line().expect("an event") != "event: news" {}
    drop(Window::greeted(setup.client()));
}

#[test]
fn hosts_that_are_long_or_many_are_refused() {
    let setup = serve(&[("index.html", text("x"))]);
    let status = |head: &str| {
        let mut client = setup.client();
        client.send(format!("GET / HTTP/1.1\r\n{head}\r\n"));
        client.answer("GET").map_or(0, |answer| answer.status)
    };
    assert_eq!(status("Host: localhost\r\nHost: evil.example\r\n"), 400);
    assert_eq!(status("Host: localhost, evil.example\r\n"), 400);
    assert_eq!(status("Host: localhost\r\n Host: evil.example\r\n"), 400);
    let long = format!("Host: {}.example.org\r\n", "a.".repeat(20_000));
    assert!(matches!(status(&long), 0 | 400 | 421 | 431));
    for target in
        ["http://evil.example/", "http://localhost@evil.example/", "http://evil.example:80/"]
    {
        assert_eq!(under(&setup, "localhost", target).status, 421, "{target}");
    }
    assert_eq!(under(&setup, "evil.example", "http://localhost/").status, 421);
    assert_eq!(setup.asked(), [""; 0]);
}
