//! The listener of the remote control: keys, cookies, refusals; and what followers may send.

use deckyard::io::serve::{Audience, Options, RemoteSecrets, Trust};

use crate::client::{Answer, Client, Setup, TOKEN, options, serve_with, text};

const KEY: &str = "00112233445566778899aabbccddeeff";
const SESSION: &str = "ffeeddccbbaa99887766554433221100";

fn setup(base: &str) -> Setup {
    let secrets = RemoteSecrets { key: KEY.to_owned(), session: SESSION.to_owned() };
    let place = options().author;
    let base = base.parse().expect("a path");
    let options = Options {
        remote: Some((place, secrets)),
        follower_commands: &["question"],
        base,
        ..options()
    };
    serve_with(options, &[("index.html", text("start")), ("deck.html", text("deck"))])
}

fn remote(setup: &Setup) -> Client {
    Client::new(setup.server.remote_address().expect("a third listener"))
}

fn ask(setup: &Setup, target: &str, headers: &[&str]) -> Answer {
    remote(setup).ask("GET", target, headers)
}

/// The header that a browser sends once it has the cookie.
fn cookie(setup: &Setup) -> String {
    let port = setup.server.remote_address().expect("a third listener").port();
    format!("Cookie: other=1; deckyard-remote-{port}={SESSION}")
}

#[test]
fn a_key_becomes_a_cookie_and_leaves_the_address() {
    for (base, top) in [("/", "/"), ("/courses/", "/courses/")] {
        let setup = setup(base);
        let answer = ask(&setup, &format!("{top}?key={KEY}"), &[]);
        assert_eq!((answer.status, answer.header("location")), (303, Some("./")));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let kept = answer.header("set-cookie").expect("a cookie");
        assert!(kept.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{kept}");
        assert!(!kept.contains(KEY) && !answer.text().contains(KEY));
        let pair = kept.split(';').next().expect("a pair");
        let own = format!("Cookie: {pair}");
        assert_eq!(ask(&setup, &format!("{top}deck.html"), &[&own]).text(), "deck");
        assert_eq!(ask(&setup, top, &[&own]).text(), "start");
        let asked = setup.site.asked.lock().expect("asked");
        assert!(asked.iter().all(|(audience, _)| *audience == Audience::Remote));
    }
}

#[test]
fn a_stranger_learns_nothing() {
    let setup = setup("/");
    let plain = ask(&setup, "/", &[]);
    assert_eq!((plain.status, plain.text()), (403, "Forbidden.\n"));
    let token = format!("X-Deckyard-Token: {TOKEN}");
    let port = setup.server.remote_address().expect("a third listener").port();
    let wrong = format!("Cookie: deckyard-remote-{port}={KEY}");
    let longer = format!("Cookie: deckyard-remote-{port}={SESSION}0");
    let headers = [vec![], vec![token.as_str()], vec![wrong.as_str()], vec![longer.as_str()]];
    for target in
        ["/deck.html", "/nothing", "/__deckyard/events", "/?key=", "/../", "/deck.html?key=x"]
    {
        for headers in &headers {
            let answer = ask(&setup, target, headers);
            // After a while, wrong cookies get “too many requests”: see below.
            assert!(matches!(answer.status, 403 | 429), "{target} {headers:?}");
            assert_eq!(answer.header("set-cookie"), None);
        }
    }
    // Neither the right key at another path nor with another method.
    for (method, target) in [("GET", "/deck.html"), ("POST", "/"), ("HEAD", "/")] {
        let answer = remote(&setup).ask(method, &format!("{target}?key={KEY}"), &[]);
        assert_eq!(answer.status, 403, "{method} {target}");
    }
    let mut client = remote(&setup);
    assert_eq!(client.post("/__deckyard/place", &[&token], b"{}").status, 403);
    // Not even that the name of the request is wrong.
    let mut client = remote(&setup);
    client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert_eq!(client.answer("GET").expect("an answer").status, 403);
    assert!(setup.asked().is_empty() && setup.site.orders.lock().expect("orders").is_empty());
}

#[test]
fn wrong_keys_are_slowed_down_and_lock_nobody_out() {
    let setup = setup("/");
    let tried: Vec<u16> =
        (0..60).map(|n| ask(&setup, &format!("/?key={n:032x}"), &[]).status).collect();
    assert_eq!(tried.iter().filter(|status| **status == 403).count(), 20);
    assert!(tried[20..].iter().all(|status| *status == 429));
    assert_eq!(ask(&setup, &format!("/?key={KEY}"), &[]).status, 303, "the right key");
    assert_eq!(ask(&setup, "/deck.html", &[&cookie(&setup)]).status, 200, "and its cookie");
}

#[test]
fn commands_of_the_remote_come_from_its_own_pages() {
    let setup = setup("/");
    let own = cookie(&setup);
    let post = |headers: &[&str]| {
        let headers: Vec<&str> = headers.iter().copied().chain([own.as_str()]).collect();
        remote(&setup).post("/__deckyard/place", &headers, b"{}").status
    };
    let address = setup.server.remote_address().expect("a third listener");
    for origin in ["http://evil.example", "null", &format!("http://{}", setup.server.address())] {
        assert_eq!(post(&[&format!("Origin: {origin}")]), 403, "{origin}");
    }
    assert_eq!(post(&["Sec-Fetch-Site: cross-site"]), 403);
    assert!(setup.site.orders.lock().expect("orders").is_empty());
    post(&[&format!("Origin: http://{address}"), "Sec-Fetch-Site: same-origin"]);
    let orders = setup.site.orders.lock().expect("orders").clone();
    assert_eq!(orders, [("place".to_owned(), b"{}".to_vec(), Trust::Remote)]);
    assert_eq!(remote(&setup).ask("GET", "/__deckyard/place", &[&own]).status, 404);
}

#[test]
fn followers_send_what_they_may_and_nothing_else() {
    let setup = setup("/");
    let right = format!("X-Deckyard-Token: {TOKEN}");
    for command in ["place", "black", "point", "dismiss", "open", "share", "events"] {
        let answer = setup.follower().post(&format!("/__deckyard/{command}"), &[&right], b"{}");
        assert_eq!(answer.status, 405, "{command}");
    }
    let foreign =
        setup.follower().post("/__deckyard/question", &["Origin: http://a.example"], b"{}");
    assert_eq!(foreign.status, 403);
    assert!(setup.site.orders.lock().expect("orders").is_empty());
    setup.follower().post("/__deckyard/question", &[&right], b"{}");
    let orders = setup.site.orders.lock().expect("orders").clone();
    assert!(matches!(orders.as_slice(), [(name, _, Trust::Follower(_))] if name == "question"));
}
