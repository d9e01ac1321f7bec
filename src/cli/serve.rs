//! `deckyard serve`: builds in memory, serves, watches, and keeps open pages up to date.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read here, once")]

mod builds;
mod changes;
mod followers;
mod page_commands;
mod qr;
mod questions;
mod reach;
mod shown;
mod start_page;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use self::changes::Changed;
use self::followers::Followers;
use self::page_commands::PageCommands;
use self::questions::FOLLOWER_COMMANDS;
use self::reach::{BaseArgument, Links, ListenHost, PublicUrl};
use self::shown::Shown;
use super::run::{CommandRun, fail, has_errors, summary};
use super::watching::{Rebuilt, Watching};
use super::{ExitStatus, SiteArguments};
use crate::diag::Warned;
use crate::diag::problem::counted;
use crate::io::browser;
use crate::io::editor::Editor;
use crate::io::files::DiskWorld;
use crate::io::serve::{
    BasePath, Events, HostName, ListenerAddress, Options, Port, PortName, RemoteSecrets, Server,
    ServerLimits,
};
use crate::io::watch::Mode;
use crate::path::{OutPath, percent_encoded};
use crate::report::{self, Findings};
use crate::site::{Advice, Built, Content, Denied, PrivateNotes, Sources, SpeakerNotes};

/// The first port to try.
const PORT: u16 = 8000;

/// The arguments of `serve`.
#[derive(Args, Debug)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Address or name to listen on; `localhost` for both `127.0.0.1` and `::1`.
    #[arg(long, value_name = "HOST", default_value_t = ListenHost::Address(IpAddr::V4(Ipv4Addr::LOCALHOST)))]
    host: ListenHost,
    /// Port to listen on; fails if it is taken [default: the first free port from 8000].
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Answer requests for this host too, such as a proxy's; `.example.org` also allows all below it.
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<HostName>,
    /// Serve below this path, such as `/courses/` [default without PATH: that of the site's `url`].
    #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = "")]
    base: Option<BaseArgument>,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
    /// Poll for changes every MS milliseconds, for network folders.
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "300")]
    poll: Option<u64>,
    /// Let others on the network follow the slides, read-only, at this address.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "0.0.0.0")]
    follow: Option<ListenHost>,
    /// Address at which they find it, if a proxy or a tunnel forwards to it.
    #[arg(long, value_name = "URL", requires = "follow")]
    follow_url: Option<PublicUrl>,
    /// Show followers the speaker notes, except private ones.
    #[arg(long, requires = "follow")]
    follow_notes: bool,
    /// Let followers send you questions, and whether you are too fast or too slow.
    #[arg(long, requires = "follow")]
    questions: bool,
    /// Move the slides from your phone, with notes and timer, at this address.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "0.0.0.0")]
    remote: Option<ListenHost>,
    /// Editor that opens the location of a problem, such as `code` [default: $VISUAL].
    #[arg(long, value_name = "COMMAND")]
    editor: Option<String>,
}

/// Serves until the program ends.
pub(super) fn serve(arguments: &ServeArguments) -> ExitStatus {
    let mut run = match CommandRun::new(&arguments.site, Sources::Shown, Advice::Unwanted) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    run.config.private_notes = PrivateNotes::ForPresenter;
    run.config.denied = Denied::Warnings;
    match Serving::start(arguments, &run).map(|mut serving| serving.run()) {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

/// How to find changes.
pub(super) fn mode(poll: Option<u64>) -> Mode {
    match poll {
        Some(interval) => Mode::Poll(Duration::from_millis(interval.max(1))),
        None => Mode::Native,
    }
}

/// The real paths of copied files, with their paths in the output.
type Copied = BTreeMap<PathBuf, Vec<OutPath>>;

struct Serving<'a> {
    arguments: &'a ServeArguments,
    run: &'a CommandRun<'a>,
    watching: Watching<'a>,
    shown: Arc<Shown>,
    events: Events,
    /// Runs until dropped.
    server: Server,
    /// The site's files that pages use unchanged.
    copies: Copied,
    /// The findings of the last build that was shown.
    findings: Findings,
    /// The path below which the site is served.
    base: BasePath,
    /// The key in the link of the remote control.
    key: String,
    /// The names of the service that runs this machine, if one does.
    workspace: Option<PortName>,
}

impl<'a> Serving<'a> {
    fn start(arguments: &'a ServeArguments, run: &'a CommandRun<'a>) -> Result<Self, String> {
        let events = Events::default();
        let token = random()?;
        let shown = Arc::new(shown(arguments, run, &token, &events)?);
        let mut watching = Watching::new(run, mode(arguments.poll))?;
        let first = watching.first();
        let base = base(arguments, &first.built.output.base_path)?;
        let workspace = reach::workspace(&variable);
        let secrets = RemoteSecrets { key: random()?, session: random()? };
        let key = secrets.key.clone();
        let options = Options {
            token,
            base: base.clone(),
            limits: ServerLimits::default(),
            follower_commands: if arguments.questions { FOLLOWER_COMMANDS } else { &[] },
            ..listeners(arguments, workspace.as_ref(), secrets)?
        };
        let site: Arc<Shown> = Arc::clone(&shown);
        let server = Server::start(options, site, &events)
            .map_err(|error| cannot_listen(&error, arguments))?;
        let copies = Copied::new();
        let findings = Findings::default();
        let mut serving = Self {
            arguments,
            run,
            watching,
            shown,
            events,
            server,
            copies,
            findings,
            base,
            key,
            workspace,
        };
        let share = serving.share_links();
        if let Some(share) = share.first() {
            serving.shown.share_at(share);
        }
        serving.publish(first, true);
        serving.greet(&share);
        if arguments.open {
            browser::open(&serving.links().own()).unwrap_or_else(|error| {
                run.say(&format!("cannot open a browser ({error}); open the address yourself\n"));
            });
        }
        Ok(serving)
    }

    /// The links to the author's pages.
    fn links(&self) -> Links<'_> {
        self.links_to(&self.arguments.host, self.server.address())
    }

    fn links_to<'b>(&'b self, host: &'b ListenHost, address: SocketAddr) -> Links<'b> {
        Links { host, address, base: &self.base, workspace: self.workspace.as_ref() }
    }

    /// The links for followers, the likeliest first, if others may follow.
    fn share_links(&self) -> Vec<String> {
        let host = self.arguments.follow.as_ref();
        let Some((host, address)) = host.zip(self.server.followers_address()) else {
            return Vec::new();
        };
        self.links_to(host, address).shared(self.arguments.follow_url.as_ref())
    }

    /// The links of the remote control, the likeliest first.
    fn remote_links(&self) -> Vec<String> {
        let host = self.arguments.remote.as_ref();
        let Some((host, address)) = host.zip(self.server.remote_address()) else {
            return Vec::new();
        };
        let links = self.links_to(host, address).shared(None);
        links.into_iter().map(|link| format!("{link}?key={}", self.key)).collect()
    }

    fn run(&mut self) {
        while let Some(rebuilt) = self.watching.next() {
            self.publish(rebuilt, false);
            self.watching.rest();
        }
    }

    /// Shows a good build, or the problems of a bad one.
    fn publish(&mut self, rebuilt: Rebuilt, is_first: bool) {
        let Rebuilt { built: Warned { output: built, diagnostics }, changed, took } = rebuilt;
        let is_bad = has_errors(&diagnostics);
        let n_made = built.made.len();
        let mut gone = None;
        let (changes, events, is_news) = if is_bad {
            let notices = report::notices(&diagnostics, self.watching.world());
            let (event, is_news) = self.shown.keep(notices);
            (Changed::default(), vec![event], is_news)
        } else {
            // A picture that was missing until now counts as well.
            let before = std::mem::replace(&mut self.copies, copies(self.watching.world(), &built));
            let both = [&before, &self.copies];
            let places = changed.iter().flat_map(|path| both.map(|copies| copies.get(path)));
            let copies: BTreeSet<OutPath> = places.flatten().flatten().cloned().collect();
            let (changes, events, old) = self.shown.show(built, &copies, self.watching.world());
            gone = Some(old);
            let is_news = changes.any || !events.is_empty();
            (changes, events, is_news)
        };
        for event in &events {
            self.events.send(event);
        }
        drop(gone); // Only after browsers have received the events.
        if is_first || (is_bad && is_news) {
            self.run.arguments.output.report(&diagnostics, self.watching.world());
        }
        if !is_bad {
            let new = self.findings.replaced_by(&diagnostics, self.watching.world());
            if !is_first && !new.is_empty() {
                self.run.arguments.output.report(&new, self.watching.world());
            }
        }
        if is_first || !is_news {
            return;
        }
        let what = self.what(&changed);
        let outcome = if is_bad {
            "build failed; still serving the previous version".to_owned()
        } else {
            outcome(n_made, changes)
        };
        self.run.say(&format!(
            "{what}: {outcome}, {:.1} ms{}\n",
            took.as_secs_f64() * 1000.0,
            if diagnostics.is_empty() {
                String::new()
            } else {
                format!("; {}", summary(&diagnostics))
            },
        ));
    }

    /// The name of the changed file, or the number of changed files.
    fn what(&self, changed: &BTreeSet<PathBuf>) -> String {
        let user_edits = self.watching.user_edits(changed);
        match user_edits.as_slice() {
            [] => "the site".to_owned(),
            [path] => self.watching.name(path),
            [path, more @ ..] => format!("{} and {} more", self.watching.name(path), more.len()),
        }
    }

    /// Prints where everything is.
    fn greet(&self, share: &[String]) {
        let links = self.links();
        let site = links.own();
        let mut text = format!("the site: {site}\n");
        for deck in self.shown.decks() {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(text, "  {site}{}.html", percent_encoded(&deck));
        }
        if links.by_workspace().is_some() {
            let _ = writeln!(text, "on this machine: {}", links.local());
        }
        let others = links.others();
        if !others.is_empty() {
            let _ = writeln!(
                text,
                "on your network, where anyone can use it as you can: {}",
                others.join(" ")
            );
        }
        if let Some(shared) = self.shown.shared_in_words() {
            let _ = writeln!(text, "the audience sees {shared}");
        }
        push_links(&mut text, "to follow", share);
        push_links(
            &mut text,
            "to present from your phone; keep it to yourself",
            &self.remote_links(),
        );
        text.push_str("Ctrl-C ends it.\n");
        self.run.say(&text);
    }
}

/// The pages for browsers; none yet.
fn shown(
    arguments: &ServeArguments,
    run: &CommandRun<'_>,
    token: &str,
    events: &Events,
) -> Result<Shown, String> {
    let root = Arc::clone(run.world.folder());
    let (editor, output) = (editor(arguments), arguments.site.output.clone());
    let commands = PageCommands::new(token.to_owned(), editor, output, events.clone());
    let commands = if arguments.questions { commands.with_questions() } else { commands };
    let notes = if arguments.follow_notes { SpeakerNotes::Shown } else { SpeakerNotes::LeftOut };
    let follow = arguments.follow.as_ref().map(|_| Followers::new(&run.config.decks, notes));
    let shown = Shown::new(random()?, root, commands, follow);
    Ok(if arguments.remote.is_some() { shown.with_remote() } else { shown })
}

/// Prints links, the first one also as a QR code.
fn push_links(text: &mut String, purpose: &str, links: &[String]) {
    let [first, more @ ..] = links else { return };
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{purpose}: {first}");
    text.push_str(&qr::text(first).unwrap_or_default());
    for link in more {
        let _ = writeln!(text, "or, from another network: {link}");
    }
}

/// Where to listen for the author's windows, for followers and for the remote control.
fn listeners(
    arguments: &ServeArguments,
    workspace: Option<&PortName>,
    secrets: RemoteSecrets,
) -> Result<Options, String> {
    let machine = reach::machine_names(&variable);
    let at = |host: &ListenHost, port| {
        Ok::<_, String>(ListenerAddress {
            hosts: host.addresses()?,
            port,
            allowed: arguments.allow_host.clone(),
            workspace: workspace.cloned(),
            names: host.names(&machine),
        })
    };
    let author = at(&arguments.host, arguments.port.map_or(Port::From(PORT), Port::Exactly))?;
    let followers = arguments.follow.as_ref().map(|host| at(host, Port::From(PORT + 1)));
    let mut followers = followers.transpose()?;
    if let Some((followers, public)) = followers.as_mut().zip(arguments.follow_url.as_ref()) {
        followers.allowed.push(public.host.clone());
    }
    let remote = arguments.remote.as_ref().map(|host| at(host, Port::From(PORT + 2)));
    let remote = remote.transpose()?.map(|remote| (remote, secrets));
    Ok(Options { author, followers, remote, ..Options::default() })
}

/// The path below which the site is served.
fn base(arguments: &ServeArguments, of_site: &str) -> Result<BasePath, String> {
    match &arguments.base {
        None => Ok(BasePath::default()),
        Some(BaseArgument::Path(base)) => Ok(base.clone()),
        Some(BaseArgument::OfSite) if of_site.is_empty() => Ok(BasePath::default()),
        Some(BaseArgument::OfSite) => of_site.parse().map_err(|_| {
            format!("nothing can be served below `{of_site}`, the path of the site's `url`")
        }),
    }
}

/// A variable of the environment; empty if it is not set.
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// Why the server cannot listen, and a suggested fix.
fn cannot_listen(error: &io::Error, arguments: &ServeArguments) -> String {
    let fix = match error.kind() {
        ErrorKind::AddrInUse if arguments.port.is_some() => {
            "; omit --port to use the next free one"
        }
        ErrorKind::AddrNotAvailable => "; without --host, only this machine can connect",
        ErrorKind::PermissionDenied => "; name one from 1024 on",
        _ => "",
    };
    format!("cannot listen: {error}{fix}")
}

/// `2 decks, 3 slides changed`.
fn outcome(n_made: usize, changes: Changed) -> String {
    let mut parts = vec![format!("{} rebuilt", counted(n_made, "deck"))];
    if changes.slides > 0 {
        parts.push(format!("{} changed", counted(changes.slides, "slide")));
    }
    let pages = changes.frames + changes.pages;
    if pages > 0 {
        parts.push(format!("{} changed", counted(pages, "page")));
    }
    parts.join(", ")
}

/// The files that are served unchanged, by their real paths.
fn copies(world: &DiskWorld, built: &Built) -> Copied {
    let mut copies = Copied::new();
    for (place, content) in &built.site.files {
        match content {
            Content::Copy(path) => {
                copies.entry(world.real(path)).or_default().push(place.clone());
            }
            Content::Bytes(_) => {}
        }
    }
    copies
}

fn editor(arguments: &ServeArguments) -> Option<Editor> {
    let visual = || std::env::var("VISUAL").ok();
    Editor::of(&arguments.editor.clone().or_else(visual)?)
}

/// An unguessable text.
fn random() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("no random numbers: {error}"))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}
