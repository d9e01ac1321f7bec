//! Many clients, slow clients, and no file descriptors left.

use std::io::Read;
#[cfg(unix)]
use std::io::{BufRead, BufReader};
#[cfg(unix)]
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use deckyard::io::serve::{Audience, Body, Channel, ServedPage};

use crate::client::{Client, PATIENCE, Setup, Window, options, serve, serve_with, text};

fn large() -> ServedPage {
    ServedPage { body: Body::Bytes(vec![b'x'; 2_600_000].into()), ..text("") }
}

/// How long a change takes to reach all windows, each time followed by a page request.
fn median_of_rounds(setup: &Setup, author: &mut Window, windows: &mut [Window]) -> Duration {
    let mut taken: Vec<_> = (0..20)
        .map(|round| {
            let sent = Instant::now();
            setup.say("at", &round.to_string(), Channel::Everyone);
            let expected = format!("event: at\ndata: {round}");
            assert_eq!(author.next().as_ref(), Some(&expected));
            for window in &mut *windows {
                assert_eq!(window.next().as_ref(), Some(&expected));
            }
            assert_eq!(setup.get("/").text(), "x");
            sent.elapsed()
        })
        .collect();
    taken.sort();
    taken[taken.len() / 2]
}

#[test]
fn followers_hear_of_a_change_while_others_idle_and_dawdle() {
    const FOLLOWERS: usize = 200;
    let setup = serve(&[("index.html", text("x")), ("large.html", large())]);
    let mut windows: Vec<Window> =
        (0..FOLLOWERS).map(|_| Window::greeted(setup.follower())).collect();
    let mut author = Window::greeted(setup.client());
    let alone = median_of_rounds(&setup, &mut author, &mut windows);
    let idle: Vec<Client> = (0..500).map(|_| setup.client()).collect();
    let mut dawdlers: Vec<Client> = (0..10).map(|_| setup.client()).collect();
    for dawdler in &mut dawdlers {
        dawdler.request("GET", "/large.html", &[]);
    }
    let crowded = median_of_rounds(&setup, &mut author, &mut windows);
    println!("{FOLLOWERS} followers: {alone:?} alone, {crowded:?} among others");
    // As a ratio, since other programs slow both down; times that are too short to measure give no
    // ratio.
    let moment = Duration::from_millis(10);
    assert!(crowded < 10 * alone.max(moment), "{alone:?} alone, {crowded:?} among others");
    // Clients that were idle are still served.
    for mut client in idle {
        assert_eq!(client.ask("GET", "/", &[]).text(), "x");
    }
}

#[test]
fn who_comes_late_gets_the_place_of_who_idled_longest() {
    let mut options = options();
    options.limits.connections = 8;
    let setup = serve_with(options, &[("index.html", text("x"))]);
    let mut first: Vec<Client> = (0..8).map(|_| setup.client()).collect();
    for client in &mut first {
        assert_eq!(client.ask("GET", "/", &[]).text(), "x");
    }
    assert_eq!(setup.client().ask("GET", "/", &[]).text(), "x");
    assert!(first[0].is_closed());
    for client in &mut first[1..] {
        assert_eq!(client.ask("GET", "/", &[]).text(), "x");
    }
    // The followers' listener has its own capacity.
    assert_eq!(setup.follower().ask("GET", "/", &[]).status, 404);
}

#[test]
fn a_head_that_drips_and_a_silent_connection_are_closed() {
    let mut options = options();
    options.limits.head = Duration::from_millis(200);
    let idle = Duration::from_secs(6);
    options.limits.idle = idle;
    let setup = serve_with(options, &[("index.html", text("x"))]);
    let started = Instant::now();
    let mut silent = setup.client();
    let mut kept = setup.client();
    assert_eq!(kept.ask("GET", "/", &[]).text(), "x");
    let mut drips = setup.client();
    for byte in b"GET / HTTP/1.1\r\nHost" {
        drips.send([*byte]);
        thread::sleep(Duration::from_millis(20));
    }
    assert!(drips.is_closed());
    let dripped = started.elapsed();
    assert!(dripped < idle, "{dripped:?}");
    // Idle for longer than a head may take, and still connected.
    assert_eq!(kept.ask("GET", "/", &[]).text(), "x");
    assert!(silent.is_closed() && kept.is_closed());
    assert!(started.elapsed() > idle);
}

#[test]
fn who_takes_nothing_is_dropped() {
    let mut options = options();
    options.limits.connections = 1;
    options.limits.stall = Duration::from_millis(300);
    let page = ServedPage { body: Body::Bytes(vec![b'x'; 40_000_000].into()), ..text("") };
    let setup = serve_with(options, &[("index.html", text("x")), ("large.html", page)]);
    let mut stalled = setup.client();
    stalled.request("GET", "/large.html", &[]);
    assert_eq!(stalled.head().expect("a head").status, 200);
    // Others get the only slot once it is free again.
    let started = Instant::now();
    while setup.get("/").status != 200 {
        assert!(started.elapsed() < PATIENCE);
        thread::sleep(Duration::from_millis(20));
    }
    let mut rest = Vec::new();
    drop(stalled.stream.read_to_end(&mut rest));
    assert!(rest.len() < 40_000_000);
}

#[test]
fn who_takes_slowly_gets_all() {
    let mut options = options();
    options.limits.stall = Duration::from_secs(5);
    options.limits.head = Duration::from_millis(100);
    options.limits.idle = Duration::from_millis(100);
    let setup = serve_with(options, &[("large.html", large())]);
    let mut client = setup.client();
    client.request("GET", "/large.html", &[]);
    let head = client.head().expect("a head");
    assert_eq!(head.header("content-length"), Some("2600000"));
    let mut left = 2_600_000;
    let mut piece = vec![0; 260_000];
    while left > 0 {
        thread::sleep(Duration::from_millis(60));
        client.stream.read_exact(&mut piece).expect("a piece");
        left -= piece.len();
    }
}

/// Tells [`server_process`] to serve.
const TASK: &str = "DECKYARD_TEST_SERVE";

/// No test: the process of [`a_lack_of_files_passes`], which has few files.
#[test]
fn server_process() {
    if std::env::var(TASK).is_err() {
        return;
    }
    let setup = serve(&[("index.html", text("x"))]);
    println!("\nserves {}", setup.server.address());
    drop(std::io::stdin().read_to_end(&mut Vec::new()));
}

#[cfg(unix)]
#[test]
fn a_lack_of_files_passes() {
    use std::process::{Command, Stdio};
    let program = std::env::current_exe().expect("this program");
    let mut process = Command::new("sh")
        .args(["-c", "ulimit -n 40 && exec \"$0\" --exact load::server_process --nocapture"])
        .arg(program)
        .env(TASK, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let mut said = BufReader::new(process.stdout.take().expect("its output")).lines();
    let address =
        said.find_map(|line| line.ok()?.strip_prefix("serves ")?.parse().ok()).expect("an address");
    let crowd: Vec<TcpStream> =
        (0..100).map(|_| TcpStream::connect(address).expect("in line")).collect();
    thread::sleep(Duration::from_millis(500));
    drop(crowd);
    assert_eq!(Client::new(address).ask("GET", "/", &[]).text(), "x");
    drop(process.stdin.take());
    assert!(process.wait().expect("its end").success());
}

#[test]
fn threads_do_not_grow_with_clients() {
    let setup = serve(&[("index.html", text("x"))]);
    let windows: Vec<Window> = (0..100).map(|_| Window::greeted(setup.follower())).collect();
    setup.await_clients(Audience::Followers, windows.len());
    #[cfg(target_os = "linux")]
    {
        let tasks = std::fs::File::open("/proc/self/status").expect("what the system says");
        let threads = BufReader::new(tasks)
            .lines()
            .find_map(|line| line.ok()?.strip_prefix("Threads:")?.trim().parse::<usize>().ok());
        // Other tests run beside this one, each with a server of its own.
        assert!(threads.expect("a number") < 100, "{threads:?}");
    }
}
