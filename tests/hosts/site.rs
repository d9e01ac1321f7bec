//! A published site with a file of each kind, built by the program.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A site and its output; removed at the end.
pub(crate) struct BuiltSite {
    folder: TempDir,
}

const LIST: &str = "site: {title: Bakery, url: 'https://slides.example.org/', headers: true}
workshops:
- {date: 2027-03-02, title: Rye, slug: rye, decks: [bread], aliases: [old-rye]}
redirects: {next: events/rye/, elsewhere: 'https://example.org/x'}
";

/// Files of `static/`, one of each kind.
const FILES: [&str; 21] = [
    "a.svg",
    "a.woff2",
    "a.woff",
    "a.ttf",
    "a.json",
    "a.xml",
    "a.webmanifest",
    "a.mjs",
    "a.js",
    "a.css",
    "a.txt",
    "a.png",
    "a.jpg",
    "a.webp",
    "a.avif",
    "a.pdf",
    "a.vtt",
    "a.mp4",
    "a.wasm",
    ".htaccess",
    ".well-known/security.txt",
];

impl BuiltSite {
    /// Builds the site.
    pub(crate) fn new() -> Self {
        let site = Self { folder: TempDir::new().expect("a folder") };
        // Servers that start as root read files as another user.
        fs::set_permissions(site.folder.path(), fs::Permissions::from_mode(0o755))
            .expect("permissions");
        site.write("workshops.yml", LIST);
        site.write("slides/bread.yml", "title: Bread\ncontent:\n- bread.md\n");
        site.write(
            "slides/bread.md",
            "# Bread\n\nFlour and water.\n\n![A loaf](images/loaf.svg)\n",
        );
        site.write(
            "slides/images/loaf.svg",
            &format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", " ".repeat(2000)),
        );
        for file in FILES {
            site.write(&format!("static/{file}"), &"x ".repeat(1000));
        }
        let built = Command::new(env!("CARGO_BIN_EXE_deckyard"))
            .args(["build", "--quiet", "--date", "2027-01-01", "--site"])
            .arg(site.folder.path())
            .output()
            .expect("the program");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        // Files that reach a server in other ways than a build.
        site.write("public/notes/.secret", "secret");
        site.write("public/.well-known/.secret", "secret");
        site.write("secret.txt", "secret");
        symlink(site.folder.path().join("secret.txt"), site.output().join("way-out.txt"))
            .expect("a link");
        site
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    /// The folder of the output.
    pub(crate) fn output(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// A text of the output.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.output().join(path)).expect(path)
    }

    /// The path of the built asset whose name has this prefix.
    pub(crate) fn asset(&self, start: &str, end: &str) -> String {
        let files = fs::read_dir(self.output().join("assets")).expect("assets");
        let mut names: Vec<_> = files
            .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        let name = names.iter().find(|name| name.starts_with(start) && name.ends_with(end));
        format!("/assets/{}", name.expect("an asset"))
    }
}

/// A recipe of the guide.
pub(crate) fn recipe(name: &str) -> String {
    fs::read_to_string(recipes().join(name)).expect(name)
}

/// The folder of the recipes.
pub(crate) fn recipes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes")
}
