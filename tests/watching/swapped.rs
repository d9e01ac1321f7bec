//! Folders and files of a served site that become links unnoticed: no listener sends files from
//! outside.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use super::{PATIENCE, Served, site, write};

const SECRET: &str = "SECRET";

/// A site with pictures and static files, and something private beside it.
struct Swapped {
    site: TempDir,
    outside: TempDir,
}

impl Swapped {
    fn new() -> Self {
        let (site, outside) = (site(), tempfile::tempdir().expect("a folder"));
        let at = |path: &str| site.path().join(path);
        write(&at("slides/images/p.svg"), "<svg/>");
        write(&at("slides/images/deep/q.svg"), "<svg/>");
        write(&at("slides/one.svg"), "<svg/>");
        write(&at("static/more/x.txt"), "text");
        write(&at("static/y.txt"), "text");
        let text = "# A\n\n![p](images/p.svg)\n\n![q](images/deep/q.svg)\n\n![one](one.svg)\n";
        write(&at("slides/a.md"), text);
        for name in ["p.svg", "q.svg", "x.txt", "y.txt", "one.svg", "deep/q.svg", "deep/s.svg"] {
            write(&outside.path().join(name), SECRET);
        }
        Self { site, outside }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }

    fn private(&self, path: &str) -> PathBuf {
        self.outside.path().canonicalize().expect("a folder").join(path)
    }

    /// Moves an entry aside and replaces it by a link.
    fn swap(&self, path: &str, target: impl AsRef<Path>) {
        fs::rename(self.at(path), self.at("aside")).expect("a new name");
        symlink(target, self.at(path)).expect("a link");
    }

    fn swap_back(&self, path: &str) {
        fs::remove_file(self.at(path)).expect("no link");
        fs::rename(self.at("aside"), self.at(path)).expect("a new name");
    }

    /// A server that notices nothing for as long as a test takes, and the addresses of its two
    /// listeners.
    fn served(&self) -> (Served, [String; 2]) {
        let arguments = ["one", "two", "--follow", "127.0.0.1", "--poll", "3600000"];
        let served = Served::with(self.site.path(), &arguments);
        let line = served.greeting.iter().find(|line| line.starts_with("to follow: http://"));
        let followers = line.expect("a second listener").trim_start_matches("to follow: http://");
        let addresses = [served.address.clone(), followers.trim_end_matches('/').to_owned()];
        (served, addresses)
    }
}

/// The whole answer to a request.
fn ask(address: &str, method: &str, path: &str, header: &str) -> String {
    let mut socket = TcpStream::connect(address).expect("a connection");
    socket.set_read_timeout(Some(PATIENCE)).expect("a limit");
    let head = format!(
        "{method} /{path} HTTP/1.1\r\nHost: {address}\r\n{header}Connection: close\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Each way to ask for a file.
const WAYS: [(&str, &str); 5] = [
    ("GET", ""),
    ("HEAD", ""),
    ("GET", "Range: bytes=0-3\r\n"),
    ("GET", "If-None-Match: \"x\"\r\n"),
    ("GET", "If-None-Match: *\r\n"),
];

fn etag(answer: &str) -> Option<&str> {
    answer.lines().find_map(|line| line.strip_prefix("etag: "))
}

/// The answer to a request for a file. A build that read the folder while it was swapped may be
/// shown for a moment.
fn served(address: &str, path: &str) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let answer = ask(address, "GET", path, "");
        if answer.starts_with("HTTP/1.1 200") {
            return answer;
        }
        assert!(Instant::now() < end, "{path}: {answer}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_became_a_link_is_sent_through_no_listener() {
    let site = Swapped::new();
    let (_served, addresses) = site.served();
    for (name, target, paths) in [
        ("slides/images", "", &["images/p.svg", "images/deep/q.svg"][..]),
        ("slides/images/deep", "deep", &["images/deep/q.svg"]),
        ("slides/images/p.svg", "p.svg", &["images/p.svg"]),
        ("slides/one.svg", "one.svg", &["one.svg"]),
        ("static/more", "", &["more/x.txt"]),
        ("static/y.txt", "y.txt", &["y.txt"]),
        ("static", "", &["y.txt"]),
        ("slides", "", &["one.svg"]),
    ] {
        // Followers get the files of the deck, and nothing from static/.
        let n_listeners = if name.starts_with("static") { 1 } else { addresses.len() };
        let listeners = &addresses[..n_listeners];
        for (address, path) in listeners.iter().flat_map(|a| paths.iter().map(move |p| (a, p))) {
            let before = served(address, path);
            let tag = format!("If-None-Match: {}\r\n", etag(&before).expect("a tag"));
            // A chain of links, too.
            symlink(site.private(target), site.at("chain")).expect("a link");
            for target in [site.private(target), site.at("chain")] {
                site.swap(name, target);
                for (method, header) in WAYS.into_iter().chain([("GET", tag.as_str())]) {
                    let answer = ask(address, method, path, header);
                    assert!(answer.starts_with("HTTP/1.1 404"), "{path} {header}: {answer}");
                    assert!(!answer.contains(SECRET) && etag(&answer).is_none(), "{answer}");
                }
                site.swap_back(name);
            }
            fs::remove_file(site.at("chain")).expect("no link");
            served(address, path);
        }
    }
}

#[test]
fn what_became_no_file_is_not_waited_for() {
    let site = Swapped::new();
    let (_served, addresses) = site.served();
    let file = site.at("slides/one.svg");
    let kinds: [fn(&Path); 5] = [
        |file| assert!(Command::new("mkfifo").arg(file).status().expect("mkfifo").success()),
        |file| fs::create_dir(file).expect("a folder"),
        |file| drop(std::os::unix::net::UnixListener::bind(file).expect("a socket")),
        |file| symlink("one.svg", file).expect("a circle"),
        |file| symlink("/dev/zero", file).expect("a link"),
    ];
    for make in kinds {
        fs::remove_file(&file).or_else(|_| fs::remove_dir(&file)).expect("gone");
        make(&file);
        for address in &addresses {
            for (method, header) in WAYS {
                let answer = ask(address, method, "one.svg", header);
                assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_private_is_sent_while_links_come_and_go() {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    const ROUNDS: usize = 300;
    let site = Swapped::new();
    let (_served, addresses) = site.served();
    let pairs = [
        ("slides/images", "", "images/p.svg"),
        ("slides/one.svg", "one.svg", "one.svg"),
        ("static/more", "", "more/x.txt"),
    ];
    for (index, (_, target, _)) in pairs.iter().enumerate() {
        symlink(site.private(target), site.at(&format!("link-{index}"))).expect("a link");
    }
    let (is_done, mut met) = (AtomicBool::new(false), [0, 0]);
    thread::scope(|scope| {
        scope.spawn(|| {
            // Bounded, whatever happens to the other thread.
            for round in 0..20_000_000 {
                if is_done.load(Ordering::Relaxed) {
                    break;
                }
                let (name, ..) = pairs[round % pairs.len()];
                let link = site.at(&format!("link-{}", round % pairs.len()));
                let exchange = RenameFlags::EXCHANGE;
                renameat_with(CWD, site.at(name), CWD, link, exchange).expect("a swap");
            }
        });
        for round in 0..ROUNDS {
            for (address, (_, _, path)) in addresses.iter().flat_map(|a| pairs.map(|p| (a, p))) {
                let (method, header) = WAYS[round % WAYS.len()];
                let answer = ask(address, method, path, header);
                met[usize::from(answer.starts_with("HTTP/1.1 404"))] += 1;
                if answer.contains(SECRET) {
                    is_done.store(true, Ordering::Relaxed);
                }
                assert!(!answer.contains(SECRET), "{path}: {answer}");
            }
        }
        is_done.store(true, Ordering::Relaxed);
    });
    assert!(met[0] > 0 && met[1] > 0, "nothing met: {met:?}");
}

#[test]
fn a_folder_that_became_a_link_is_reported_and_the_last_good_site_stays() {
    let site = Swapped::new();
    let served = Served::with(site.site.path(), &[]);
    site.swap("slides/images", site.private(""));
    let said = served.event("problems").to_string();
    assert!(said.contains("missing-picture") || said.contains("outside-site"), "{said}");
    for path in ["images/p.svg", "images/deep/q.svg", "images/deep/s.svg"] {
        assert!(served.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    site.swap_back("slides/images");
    while served.event("problems") != serde_json::json!([]) {}
    assert!(served.get("images/p.svg").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_site_that_is_moved_away_leads_nowhere_else() {
    for arguments in [&[][..], &["--poll", "50"]] {
        let outer = tempfile::tempdir().expect("a folder");
        let (root, moved) = (outer.path().join("site"), outer.path().join("moved"));
        let (first, other) = (Swapped::new(), Swapped::new());
        fs::rename(first.site.path(), &root).expect("a new name");
        let served = Served::with(&root, arguments);
        fs::rename(&root, &moved).expect("a new name");
        symlink(first.outside.path(), &root).expect("a link");
        for _ in 0..20 {
            for path in ["one.svg", "y.txt", "images/p.svg"] {
                let answer = served.get(path);
                assert!(!answer.contains(SECRET), "{path}: {answer}");
            }
            thread::sleep(Duration::from_millis(10));
        }
        // Another folder with this name becomes the site, as after a new checkout.
        fs::remove_file(&root).expect("no link");
        write(&other.at("slides/a.md"), "# A\n\na new checkout\n");
        // Polling sees whole seconds.
        let times = fs::FileTimes::new().set_modified(SystemTime::now() + PATIENCE);
        fs::File::open(other.site.path()).and_then(|f| f.set_times(times)).expect("a time");
        fs::rename(other.site.path(), &root).expect("a new name");
        while !served.get("one.html").contains("a new checkout") {
            served.event("build");
        }
        write(&root.join("slides/a.md"), "# A\n\nwatched again\n");
        while !served.get("one.html").contains("watched again") {
            served.event("build");
        }
    }
}
