//! Downloads of a deck: their kinds and file names.

use crate::diag::nearest::nearest;

/// A kind of file that contains a whole deck.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DownloadKind {
    /// The page with all files that it needs, in an archive.
    Zip,
    /// A document for paper.
    Pdf,
    /// The page as one file with everything inside.
    Html,
    /// The text of its slides.
    Text,
    /// Its slides as plain Markdown.
    Markdown,
    /// The commands of its labs.
    Labs,
}

impl DownloadKind {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 6] =
        [Self::Zip, Self::Pdf, Self::Html, Self::Text, Self::Markdown, Self::Labs];

    /// Its value for `downloads`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Labs => "labs",
        }
    }

    /// Whether builds write such files.
    pub fn is_written(self) -> bool {
        match self {
            Self::Zip | Self::Pdf | Self::Html | Self::Text | Self::Markdown | Self::Labs => true,
        }
    }

    /// The kind with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind that an author probably intended by another name.
    pub fn meant(name: &str) -> Option<Self> {
        let lower = name.trim().trim_start_matches('.').to_lowercase();
        let by_synonym = match lower.as_str() {
            "archive" | "zipfile" => Some(Self::Zip),
            "print" | "paper" => Some(Self::Pdf),
            "single" | "singlefile" | "offline" | "htm" | "page" => Some(Self::Html),
            "txt" | "plain" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "lab" | "exercises" | "script" => Some(Self::Labs),
            _ => None,
        };
        let names = Self::ALL.map(Self::name);
        by_synonym.or_else(|| nearest(&lower, names).and_then(Self::named))
    }

    /// The name of the file of a deck. The deck's own page is `NAME.html`.
    pub fn file_of(self, deck: &str) -> String {
        match self {
            Self::Zip => format!("{deck}.zip"),
            Self::Pdf => format!("{deck}.pdf"),
            Self::Html => format!("{deck}.single.html"),
            Self::Text => format!("{deck}.txt"),
            Self::Markdown => format!("{deck}.md"),
            Self::Labs => format!("{deck}.labs.md"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DownloadKind;

    #[test]
    fn each_kind_has_one_name_and_one_file() {
        let mut names: Vec<_> = DownloadKind::ALL.map(DownloadKind::name).to_vec();
        let mut files: Vec<_> = DownloadKind::ALL.map(|kind| kind.file_of("bread")).to_vec();
        for kind in DownloadKind::ALL {
            assert_eq!(DownloadKind::named(kind.name()), Some(kind));
        }
        for list in [&mut names.iter().map(ToString::to_string).collect::<Vec<_>>(), &mut files] {
            let count = list.len();
            list.sort();
            list.dedup();
            assert_eq!(list.len(), count);
        }
        names.sort_unstable();
        assert_eq!(DownloadKind::meant("PFD"), Some(DownloadKind::Pdf));
        assert_eq!(DownloadKind::meant(".md"), Some(DownloadKind::Markdown));
        assert_eq!(DownloadKind::meant("casserole"), None);
    }
}
