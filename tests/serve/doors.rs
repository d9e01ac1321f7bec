//! Ports, commands, and what followers cannot do.

use std::io::ErrorKind;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use deckyard::io::serve::{
    Audience, Events, ListenerAddress, MOST_BODY, Options, Port, Server, Trust,
};

use crate::client::{Client, Fake, PATIENCE, TOKEN, Window, options, serve, serve_with, text};

fn start(host: &str, port: Port) -> std::io::Result<Server> {
    start_at(&[host], port)
}

fn start_at(hosts: &[&str], port: Port) -> std::io::Result<Server> {
    let hosts = hosts.iter().map(|host| host.parse().expect("an address")).collect();
    let author = ListenerAddress { hosts, port, ..options().author };
    let options = Options { author, followers: None, ..options() };
    Server::start(options, Arc::new(Fake::default()), &Events::default())
}

// Tests run side by side, and most ask for any free port of 127.0.0.1. A test that expects a
// certain port to be free or in use therefore has its own loopback addresses.

#[test]
fn a_taken_port_is_named_or_passed_over() {
    let taken = TcpListener::bind("127.0.0.4:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let error = start("127.0.0.4", Port::Exactly(port)).expect_err("it is taken");
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
    assert_eq!(error.to_string(), format!("port {port} of 127.0.0.4 is in use by another program"));
    if port < u16::MAX {
        let next = start("127.0.0.4", Port::From(port)).expect("a port");
        let found = next.address().port();
        assert!(found > port && found <= port.saturating_add(50), "{found} after {port}");
    }
    drop(taken);
    let server = start("127.0.0.4", Port::Exactly(port)).expect("it is free");
    assert_eq!(server.address().to_string(), format!("127.0.0.4:{port}"));
    assert_eq!(server.followers_address(), None);
}

#[test]
fn one_door_may_have_several_addresses_with_one_port() {
    let server = start_at(&["127.0.0.3", "127.0.0.2"], Port::Exactly(0)).expect("a port");
    let port = server.address().port();
    for host in ["127.0.0.3", "127.0.0.2"] {
        let answer =
            Client::new(format!("{host}:{port}").parse().expect("an address")).ask("GET", "/", &[]);
        assert_eq!(answer.status, 404, "{host}");
    }
    drop(server);
    // One of them is in use: both move on to the next port, or neither listens.
    let taken = TcpListener::bind("127.0.0.2:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let error =
        start_at(&["127.0.0.3", "127.0.0.2"], Port::Exactly(port)).expect_err("it is taken");
    assert_eq!(error.to_string(), format!("port {port} of 127.0.0.2 is in use by another program"));
    drop(TcpListener::bind(("127.0.0.3", port)).expect("nothing listens there"));
    if port < u16::MAX {
        let next = start_at(&["127.0.0.3", "127.0.0.2"], Port::From(port)).expect("a port");
        assert!(next.address().port() > port);
    }
    // Without IPv6, `localhost` is IPv4.
    let server = start_at(&["127.0.0.3", "2001:db8::1"], Port::Exactly(0)).expect("a port");
    assert!(server.address().is_ipv4());
    // `::` may receive IPv4 as well: then nothing is left for the second address.
    if let Ok(server) = start_at(&["::", "0.0.0.0"], Port::Exactly(0)) {
        let port = server.address().port();
        let address = format!("127.0.0.1:{port}").parse().expect("an address");
        assert_eq!(Client::new(address).ask("GET", "/", &[]).status, 404);
    }
}

#[test]
fn an_address_of_another_machine_is_refused() {
    let error = start("192.0.2.1", Port::From(8000)).expect_err("it is elsewhere");
    assert_eq!(error.to_string(), "192.0.2.1 is not an address of this machine");
}

#[test]
fn a_stopped_server_is_gone_at_once() {
    let hosts = vec!["127.0.0.5".parse().expect("an address")];
    let author = ListenerAddress { hosts, ..options().author };
    let setup = serve_with(Options { author, ..options() }, &[("index.html", text("x"))]);
    let address = setup.server.address();
    let mut window = Window::greeted(setup.client());
    let mut idle = setup.client();
    let mut begun = setup.client();
    begun.send("GET / HT");
    let mut waits = setup.client();
    let token = format!("X-Deckyard-Token: {TOKEN}");
    waits.request("POST", "/__deckyard/wait", &[&token, "Content-Length: 0"]);
    let started = Instant::now();
    while setup.site.orders.lock().expect("orders").is_empty() {
        assert!(started.elapsed() < PATIENCE);
    }
    // The command runs until the test ends: nothing waits for it.
    let started = Instant::now();
    setup.server.stop();
    assert!(started.elapsed() < PATIENCE / 2, "{:?}", started.elapsed());
    setup.site.may_end.store(true, Ordering::SeqCst);
    assert_eq!(window.next(), None);
    assert!(idle.is_closed() && begun.is_closed() && waits.is_closed());
    assert!(TcpStream::connect(address).is_err());
    assert_eq!(setup.events.clients(Audience::Author), 0);
    drop(TcpListener::bind(address).expect("the port is free"));
}

#[test]
fn an_order_reaches_the_site_with_its_trust() {
    let setup = serve(&[]);
    let mut client = setup.client();
    let right = format!("X-Deckyard-Token: {TOKEN}");
    let host = setup.server.address();
    let origin = format!("Origin: http://{host}");
    let answer = client.post("/__deckyard/open", &[&right, &origin], b"{\"a\":1}");
    assert_eq!((answer.status, answer.text()), (200, "{}"));
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    for wrong in [
        "X: x",
        "X-Deckyard-Token:",
        "X-Deckyard-Token: 0123456789abcdeF",
        "X-Deckyard-Token: 0123456789abcdef0",
        "X-Deckyard-Token: 0123456789abcde",
    ] {
        assert_eq!(client.post("/__deckyard/open", &[wrong], b"").status, 403, "{wrong}");
    }
    let orders = setup.site.orders.lock().expect("orders");
    assert_eq!(orders[0], ("open".to_owned(), b"{\"a\":1}".to_vec(), Trust::Proven));
    assert!(orders[1..].iter().all(|(_, _, trust)| *trust == Trust::Unproven));
    assert_eq!(orders.len(), 6);
}

#[test]
fn without_a_token_nobody_is_trusted() {
    let setup = serve_with(Options { token: String::new(), ..options() }, &[]);
    assert_eq!(setup.client().post("/__deckyard/open", &["X-Deckyard-Token:"], b"").status, 403);
}

#[test]
fn orders_of_foreign_pages_never_reach_the_site() {
    let setup = serve(&[]);
    let host = setup.server.address();
    let right = format!("X-Deckyard-Token: {TOKEN}");
    for origin in [
        "Origin: http://evil.example".to_owned(),
        "Origin: null".to_owned(),
        format!("Origin: https://{host}"),
        format!("Origin: http://{host}.evil.example"),
        // Another name of this machine is another origin.
        format!("Origin: http://localhost:{}", host.port()),
        format!("Origin: http://{host}\r\nOrigin: http://evil.example"),
    ] {
        let answer = setup.client().post("/__deckyard/open", &[&right, &origin], b"{}");
        assert_eq!(answer.status, 403, "{origin}");
    }
    assert!(setup.site.orders.lock().expect("orders").is_empty());
}

#[test]
fn an_order_has_a_size_and_a_time() {
    let mut options = options();
    options.limits.body = Duration::from_millis(1500);
    // The body has a limit of its own.
    options.limits.head = Duration::from_millis(300);
    let setup = serve_with(options, &[]);
    let right = format!("X-Deckyard-Token: {TOKEN}");
    let mut client = setup.client();
    assert_eq!(client.post("/__deckyard/open", &[&right], &vec![b'x'; MOST_BODY]).status, 200);
    assert_eq!(
        setup.client().post("/__deckyard/open", &[&right], &vec![b'x'; MOST_BODY + 1]).status,
        413
    );
    let mut chunked = setup.client();
    chunked.request("POST", "/__deckyard/open", &[&right, "Transfer-Encoding: chunked"]);
    chunked.send("5\r\nhello\r\n0\r\n\r\n");
    assert_eq!(chunked.answer("POST").expect("an answer").status, 200);
    let mut slow = setup.client();
    slow.request("POST", "/__deckyard/open", &[&right, "Content-Length: 10"]);
    slow.send("half");
    assert_eq!(slow.answer("POST").expect("an answer").status, 408);
    assert!(slow.is_closed());
    let orders = setup.site.orders.lock().expect("orders");
    let sizes: Vec<usize> = orders.iter().map(|(_, body, _)| body.len()).collect();
    assert_eq!(sizes, [MOST_BODY, 5]);
}

#[test]
fn an_order_that_takes_long_or_panics_delays_nobody() {
    let setup = Arc::new(serve(&[("index.html", text("x"))]));
    let ask = |name: &'static str| {
        let setup = Arc::clone(&setup);
        thread::spawn(move || setup.client().post(&format!("/__deckyard/{name}"), &[], b"").status)
    };
    let slow = ask("wait");
    let started = Instant::now();
    while setup.site.orders.lock().expect("orders").is_empty() {
        assert!(started.elapsed() < PATIENCE);
    }
    assert_eq!(setup.get("/").text(), "x");
    assert!(!slow.is_finished(), "the order still goes on");
    setup.site.may_end.store(true, Ordering::SeqCst);
    assert_eq!(slow.join().expect("an answer"), 403);
}

#[test]
fn an_order_that_panics_is_an_error_to_its_sender() {
    let setup = serve(&[]);
    // Not through the mutex of the commands, which a panic would poison for the assertions.
    let mut client = setup.client();
    assert_eq!(client.post("/__deckyard/panic", &[], b"").status, 500);
    assert_eq!(client.post("/__deckyard/open", &[], b"").status, 403);
}

#[test]
fn followers_only_read_what_is_theirs() {
    let setup = serve(&[("follow.html", text("f")), ("secret.html", text("s"))]);
    let mut client = setup.follower();
    assert_eq!(client.ask("GET", "/follow.html", &[]).text(), "f");
    assert_eq!(client.ask("GET", "/secret.html", &[]).status, 404);
    let right = format!("X-Deckyard-Token: {TOKEN}");
    let answer = client.post("/__deckyard/open", &[&right], b"{}");
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")));
    assert!(setup.site.orders.lock().expect("orders").is_empty());
    let asked = setup.site.asked.lock().expect("asked");
    assert!(!asked.is_empty());
    assert!(asked.iter().all(|(audience, _)| *audience == Audience::Followers));
    drop(asked);
    assert_eq!(setup.get("/secret.html").text(), "s");
}
