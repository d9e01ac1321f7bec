//! Crowds at a listener: from one address, from many, idle and busy.

#[cfg(target_os = "linux")]
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use deckyard::io::serve::{Audience, Body, Channel, ServedPage};
#[cfg(target_os = "linux")]
use tokio::net::TcpSocket;

#[cfg(target_os = "linux")]
use crate::client::serve;
use crate::client::{Client, PATIENCE, Window, options, serve_with, text};

/// More than the capacity of both listeners.
#[cfg(target_os = "linux")]
const CROWD: usize = 2000;

/// A connection from an address of this machine.
#[cfg(target_os = "linux")]
fn connection(from: [u8; 4], to: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let stream = runtime.expect("a runtime").block_on(async {
        let socket = TcpSocket::new_v4().expect("a socket");
        let from = IpAddr::V4(Ipv4Addr::from(from));
        socket.bind(SocketAddr::new(from, 0)).expect("an address of this machine");
        socket.connect(to).await.expect("a connection").into_std().expect("a stream")
    });
    stream.set_nonblocking(false).expect("a stream that waits");
    stream
}

#[cfg(target_os = "linux")]
fn client(from: [u8; 4], to: SocketAddr) -> Client {
    Client::by(connection(from, to), to)
}

/// A listener's answer to a client that sends a request immediately.
#[cfg(target_os = "linux")]
fn ask(from: [u8; 4], to: SocketAddr) -> u16 {
    client(from, to).ask("GET", "/follow.html", &[]).status
}

const PAGES: [&str; 2] = ["follow.html", "index.html"];

fn pages() -> Vec<(&'static str, ServedPage)> {
    PAGES.iter().map(|name| (*name, text(name))).collect()
}

/// How a crowd uses its connections.
#[cfg(target_os = "linux")]
const BEHAVIOURS: [&str; 4] = [
    "",
    "GET /follow.html HTT",
    "GET /follow.html HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET /__deckyard/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
];

#[test]
#[cfg(target_os = "linux")]
fn a_crowd_from_one_address_keeps_no_other_out() {
    for sends in BEHAVIOURS {
        let setup = serve(&pages());
        let followers = setup.server.followers_address().expect("a second door");
        let crowd: Vec<TcpStream> = (0..CROWD)
            .filter_map(|_| {
                let stream = connection([127, 0, 0, 1], followers);
                std::io::Write::write_all(&mut &stream, sends.as_bytes()).ok()?;
                Some(stream)
            })
            .collect();
        for from in [[127, 0, 0, 2], [127, 0, 0, 3]] {
            assert_eq!(ask(from, followers), 200, "{sends:?}");
            let mut window = Window::greeted(client(from, followers));
            setup.say("at", "1", Channel::Followers);
            assert_eq!(window.next().as_deref(), Some("event: at\ndata: 1"), "{sends:?}");
        }
        assert_eq!(ask([127, 0, 0, 1], setup.server.address()), 200, "{sends:?}");
        drop(crowd);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn crowds_from_two_addresses_leave_a_place_for_a_third() {
    let mut options = options();
    options.limits.connections = 40;
    options.limits.per_address = 20;
    let setup = serve_with(options, &pages());
    let followers = setup.server.followers_address().expect("a second door");
    let windows: Vec<Window> = (0..40)
        .map(|number| {
            let window = Window::greeted(client([127, 0, 0, 1 + number % 2], followers));
            setup.await_clients(Audience::Followers, usize::from(number) + 1);
            window
        })
        .collect();
    assert_eq!(ask([127, 0, 0, 1], followers), 503, "it holds half of all places");
    assert_eq!(ask([127, 0, 0, 3], followers), 200);
    assert_eq!(ask([127, 0, 0, 4], followers), 200);
    drop(windows);
}

#[test]
fn streams_stay_when_idle_connections_make_room() {
    let mut options = options();
    options.limits.connections = 12;
    options.limits.per_address = 8;
    let setup = serve_with(options, &pages());
    let mut windows: Vec<Window> = (0..4).map(|_| Window::greeted(setup.follower())).collect();
    let mut crowd: Vec<Client> = Vec::new();
    for _ in 0..100 {
        let mut idle = setup.follower();
        assert_eq!(idle.ask("GET", "/follow.html", &[]).status, 200);
        crowd.push(idle);
    }
    setup.say("at", "1", Channel::Followers);
    for window in &mut windows {
        assert_eq!(window.next().as_deref(), Some("event: at\ndata: 1"));
    }
    // The youngest four are still connected, the others are not.
    let mut old = crowd.drain(..96);
    assert!(old.all(|mut client| client.is_closed()));
    drop(old);
    for client in &mut crowd {
        assert_eq!(client.ask("GET", "/follow.html", &[]).status, 200);
    }
}

#[test]
fn an_answer_that_is_being_sent_is_not_idle() {
    let mut options = options();
    options.limits.connections = 3;
    let length = 20_000_000;
    let large = ServedPage { body: Body::Bytes(vec![b'x'; length].into()), ..text("") };
    let setup = serve_with(options, &[("large.html", large), ("index.html", text("x"))]);
    let mut slow = setup.client();
    slow.request("GET", "/large.html", &[]);
    assert_eq!(slow.head().expect("a head").status, 200);
    for _ in 0..20 {
        assert_eq!(setup.get("/").text(), "x");
        // Idle, and blocking the next one.
        std::mem::forget(setup.client());
    }
    let mut piece = vec![0; length];
    std::io::Read::read_exact(&mut slow.stream, &mut piece).expect("all of it");
    // Then it is.
    for _ in 0..3 {
        assert_eq!(setup.get("/").text(), "x");
        std::mem::forget(setup.client());
    }
    assert!(slow.is_closed());
}

#[test]
fn a_client_without_a_place_gets_an_answer_at_once() {
    let mut options = options();
    options.limits.per_address = 3;
    let setup = serve_with(options, &pages());
    let windows: Vec<Window> = (0..3).map(|_| Window::greeted(setup.client())).collect();
    setup.await_clients(Audience::Author, 3);
    let answer = setup.client().answer("GET").expect("an answer");
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("1")));
    drop(windows);
    let started = Instant::now();
    while setup.client().ask("GET", "/index.html", &[]).status != 200 {
        assert!(started.elapsed() < PATIENCE);
        thread::sleep(Duration::from_millis(10));
    }
}
