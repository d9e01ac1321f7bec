//! Servers: a recipe in a configuration that runs as any user, on a free port.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::answer::Answer;
use crate::site::recipe;

/// A server that runs; it ends with this value.
pub(crate) struct Server {
    child: Child,
    port: u16,
    folder: TempDir,
}

/// The servers that recipes are for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Nginx,
    Apache,
    Caddy,
}

impl Kind {
    /// The program, if it is installed. It must be where `DECKYARD_SERVERS` is set.
    fn program(self) -> Option<PathBuf> {
        let name = match self {
            Self::Nginx => "nginx",
            Self::Apache => "apache2",
            Self::Caddy => "caddy",
        };
        let path = std::env::var("PATH").unwrap_or_default();
        let folders = path.split(':').chain(["/usr/sbin", "/usr/local/sbin"]);
        let found = folders.map(|folder| Path::new(folder).join(name)).find(|file| file.is_file());
        let is_required = std::env::var_os("DECKYARD_SERVERS").is_some();
        assert!(
            found.is_some() || !is_required,
            "{name} is not installed: apt install nginx-light apache2 caddy"
        );
        found
    }

    /// The recipe for a site at the top of a host, unchanged except for the port and the folder.
    fn recipe(self, port: u16, output: &Path) -> String {
        let output = output.display().to_string();
        let (text, changes) = match self {
            Self::Nginx => (
                recipe("nginx.conf"),
                vec![
                    (
                        "    listen 80;\n    listen [::]:80;\n",
                        format!("    listen 127.0.0.1:{port};\n"),
                    ),
                    ("/var/www/slides", output),
                ],
            ),
            Self::Apache => (
                recipe("apache.conf"),
                vec![("*:80>", format!("127.0.0.1:{port}>")), ("/var/www/slides", output)],
            ),
            Self::Caddy => (
                recipe("Caddyfile"),
                vec![
                    ("slides.example.org {", format!("http://127.0.0.1:{port} {{")),
                    ("/var/www/slides", output),
                ],
            ),
        };
        changed(text, &changes)
    }

    /// The recipe for a site below a path, in the existing server.
    fn recipe_below(self, port: u16, output: &Path) -> String {
        let (output, above) = (
            output.display().to_string(),
            output.parent().expect("a parent").display().to_string(),
        );
        let name = output.rsplit('/').next().expect("a name").to_owned();
        match self {
            Self::Nginx => {
                let text = recipe("nginx-below.conf");
                let text = changed(
                    text,
                    &[
                        ("/slides", format!("/{name}")),
                        ("root /var/www;", format!("root {above};")),
                    ],
                );
                let types = "types { text/html html; text/css css; } default_type text/plain; absolute_redirect off;";
                format!("server {{ listen 127.0.0.1:{port}; {types} root /nowhere;\n{text}}}\n")
            }
            Self::Apache => {
                let text = changed(
                    recipe("apache-below.conf"),
                    &[("/var/www/slides", output), (" /slides", format!(" /{name}"))],
                );
                format!(
                    "<VirtualHost 127.0.0.1:{port}>\nServerName localhost\nDocumentRoot /nowhere\n{text}</VirtualHost>\n"
                )
            }
            Self::Caddy => {
                let changes = [
                    ("/var/www/slides", output),
                    ("/slides", format!("/{name}")),
                    ("www.example.org {", format!("http://127.0.0.1:{port} {{")),
                ];
                changed(recipe("Caddyfile-below"), &changes)
            }
        }
    }

    /// The whole configuration around a recipe.
    fn configuration(self, recipe: &str, port: u16, folder: &Path) -> String {
        let folder = folder.display();
        match self {
            Self::Nginx => {
                let user = if is_root() { "user root;" } else { "" };
                let names = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
                let lines = names.map(|name| format!("{name}_temp_path {folder}/{name};\n"));
                let temporary = lines.concat();
                format!(
                    "{user}\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\nhttp {{\naccess_log off;\n\
                     {temporary}{recipe}}}\n"
                )
            }
            Self::Apache => {
                // The modules that Debian enables, and those that the recipe requires.
                let names = [
                    "mpm_event",
                    "authz_core",
                    "dir",
                    "alias",
                    "autoindex",
                    "negotiation",
                    "headers",
                    "filter",
                    "deflate",
                    "mime",
                ];
                let lines = names.map(|name| {
                    format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")
                });
                let modules = lines.concat();
                let user = if is_root() { "User nobody\nGroup nogroup\n" } else { "" };
                format!(
                    "{modules}{user}ServerName localhost\nPidFile {folder}/pid\nErrorLog {folder}/log\nDefaultRuntimeDir \
                     {folder}\nTypesConfig /etc/mime.types\nListen 127.0.0.1:{port}\n{recipe}"
                )
            }
            Self::Caddy => format!("{{\n\tadmin off\n\tauto_https off\n}}\n{recipe}"),
        }
    }

    fn command(self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        let file = folder.join("conf");
        match self {
            Self::Nginx => {
                command.arg("-p").arg(folder).arg("-e").arg(folder.join("log")).arg("-c").arg(file)
            }
            Self::Apache => command.arg("-f").arg(file).arg("-DFOREGROUND"),
            Self::Caddy => command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file),
        };
        command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
        command
    }
}

/// Where in the server's addresses the site is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Top,
    Below,
}

impl Server {
    /// Starts a server that shows an output; `None` if it is not installed.
    pub(crate) fn start(kind: Kind, place: Place, output: &Path) -> Option<Self> {
        let program = kind.program()?;
        let folder = TempDir::new().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
        let port = free_port();
        let recipe = match place {
            Place::Top => kind.recipe(port, output),
            Place::Below => kind.recipe_below(port, output),
        };
        let text = kind.configuration(&recipe, port, folder.path());
        fs::write(folder.path().join("conf"), text).expect("a configuration");
        let errors = fs::File::create(folder.path().join("stderr")).expect("a file");
        let mut command = kind.command(&program, folder.path());
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(errors)
            .spawn()
            .expect("a server");
        let mut server = Self { child, port, folder };
        server.wait();
        Some(server)
    }

    fn wait(&mut self) {
        let begun = Instant::now();
        while Answer::of(self.port, "/", &[]).is_none() {
            let ended = self.child.try_wait().expect("a status");
            assert!(
                ended.is_none() && begun.elapsed() < Duration::from_secs(20),
                "no server: {}",
                self.said()
            );
            sleep(Duration::from_millis(20));
        }
        // A configuration that a server warns of is not one to recommend.
        let said = self.said();
        assert!(!said.contains("[warn]") && !said.contains(":warn]"), "{said}");
    }

    /// Its log and standard error.
    fn said(&self) -> String {
        let read = |name| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        format!("{}{}", read("stderr"), read("log"))
    }

    /// The answer for a path.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// The answer for a path, with header lines.
    pub(crate) fn get_with(&self, path: &str, headers: &[&str]) -> Answer {
        Answer::of(self.port, path, headers).expect("an answer")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // All three end their workers when they are stopped.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

/// A text with replaced parts, each of which must exist.
fn changed(text: String, changes: &[(&str, String)]) -> String {
    changes.iter().fold(text, |text, (from, to)| {
        assert!(text.contains(from), "the recipe lacks {from}");
        text.replace(from, to)
    })
}
