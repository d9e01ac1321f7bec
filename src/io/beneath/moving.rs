//! Changes of several files of a folder that are made together, or not at all.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::super::trouble::{Attempt, cannot_in, cannot_move};
use super::{Refused, Root, is_same, remove};
use crate::path::composed;

/// A file to move: its path, and the new one.
type Rename = (String, String);

/// A file to write: its path, its old bytes, if it exists, and its new bytes.
#[derive(Clone, Debug)]
pub struct NewBytes {
    /// The path, after all files were moved.
    pub path: String,
    /// What it holds now; `None` for a new file.
    pub old: Option<Vec<u8>>,
    /// Its new content.
    pub new: Vec<u8>,
}

impl Root {
    /// Moves and writes files. If one of them fails, all others are undone.
    pub fn change(&self, renames: &[Rename], texts: &[NewBytes]) -> Result<(), String> {
        for (done, (old, new)) in renames.iter().enumerate() {
            if let Err(refused) = self.rename(old, new) {
                self.undo(&renames[..done], &[]);
                return Err(cannot_move(self.path(), (old, new), &refused.into()));
            }
        }
        for (done, text) in texts.iter().enumerate() {
            if let Err(refused) = self.replace(&text.path, &text.new) {
                self.undo(renames, &texts[..done]);
                let path = Path::new(&text.path);
                return Err(cannot_in(Attempt::Write, self.path(), path, &refused.into()));
            }
        }
        Ok(())
    }

    /// Undoes changes. A change that cannot be undone stays; the reported error says where to look.
    fn undo(&self, renames: &[Rename], texts: &[NewBytes]) {
        for text in texts.iter().rev() {
            let _ = match &text.old {
                Some(old) => self.replace(&text.path, old),
                None => self.remove_file(&text.path),
            };
        }
        for (old, new) in renames.iter().rev() {
            let _ = self.rename(new, old);
        }
    }

    /// Gives a file another path, at which no file exists. Missing folders are created.
    fn rename(&self, old: &str, new: &str) -> Result<(), Refused> {
        if self.itself(new).is_ok() && !self.is_same_name(old, new) {
            return Err(io::Error::from(ErrorKind::AlreadyExists).into());
        }
        let (old, new) = (Path::new(old), Path::new(new));
        let (Some(name), Some(new_name)) = (old.file_name(), new.file_name()) else {
            return Err(Refused::Folder);
        };
        let folder = self.folder(old.parent().unwrap_or(Path::new("")))?;
        let new_folder = self.made_folder(new.parent().unwrap_or(Path::new("")))?;
        Ok(folder.rename(name, &new_folder, new_name)?)
    }

    /// Whether a disk finds one file under both paths because they differ in case or spelling alone.
    fn is_same_name(&self, old: &str, new: &str) -> bool {
        let folded = |path: &str| composed(path).to_lowercase();
        if folded(old) != folded(new) {
            return false;
        }
        match (self.itself(old), self.itself(new)) {
            // If files have no numbers, their real paths are compared.
            (Ok(one), Ok(other)) => is_same(&one, &other).unwrap_or_else(|| {
                self.leads_to(old).ok().is_some_and(|old| self.leads_to(new).ok() == Some(old))
            }),
            _ => false,
        }
    }

    fn remove_file(&self, path: &str) -> Result<(), Refused> {
        let path = Path::new(path);
        let name = path.file_name().ok_or(Refused::Folder)?;
        let folder = self.folder(path.parent().unwrap_or(Path::new("")))?;
        Ok(remove(&folder, Path::new(name))?)
    }
}
