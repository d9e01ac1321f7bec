//! The part of the zip format that is written here: no dates, no owners, the same permissions for
//! all files.
//!
//! Archives are written here and not by a library, since their content is already compressed, once
//! for all archives: see `docs/dependencies.md`. The format is that of PKWARE's APPNOTE 6.3.

use super::ExportError;
use super::compressed::{Packed, PackedData};

/// The oldest program that reads a plain archive: version 2.0.
const VERSION: u16 = 20;

/// Unix, the system whose permissions it contains.
const MADE_BY: u16 = 3 << 8 | VERSION;

/// Names are in UTF-8.
const FLAGS: u16 = 1 << 11;

/// The earliest time of the format, 1980-01-01 at midnight: no archive reveals when it was made.
const DAY: u16 = 1 << 5 | 1;
const TIME: u16 = 0;

/// A plain file that its owner may write and all may read.
const RIGHTS: u32 = 0o100_644 << 16;

/// The limits of the format without its extensions, which some programs cannot read.
const LARGEST: u64 = u32::MAX as u64;
const MOST_FILES: usize = u16::MAX as usize;

/// The message for an archive that exceeds the format's limits.
const TOO_LARGE: &str = "the archive would be larger than 4 GiB, or hold more than 65,535 files; leave large videos \
                         out of `slides/` and link to them elsewhere";

/// An archive of files with these names, in this order.
pub(super) fn archive(files: &[(String, Packed)]) -> Result<Vec<u8>, ExportError> {
    let length: u64 = files
        .iter()
        .map(|(name, packed)| 76 + 2 * name.len() as u64 + packed.data.bytes().len() as u64)
        .sum();
    let is_fine = |(name, packed): &(String, Packed)| {
        packed.length < LARGEST && u16::try_from(name.len()).is_ok()
    };
    if length + 22 >= LARGEST || files.len() >= MOST_FILES || !files.iter().all(is_fine) {
        return Err(ExportError::TooLarge(TOO_LARGE));
    }
    // Both fit, as was just checked.
    let mut out = Vec::with_capacity(usize::try_from(length + 22).unwrap_or_default());
    let mut directory = Vec::new();
    for (name, packed) in files {
        let offset = small(out.len());
        let entry = entry(name, packed);
        out.extend(b"PK\x03\x04");
        out.extend(VERSION.to_le_bytes());
        out.extend(&entry);
        out.extend(0_u16.to_le_bytes());
        out.extend(name.as_bytes());
        out.extend(packed.data.bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend(MADE_BY.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&entry);
        // No extra field, no comment, the first disk, no hint about text.
        directory.extend([0; 8]);
        directory.extend(RIGHTS.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = small(out.len());
    let count = u16::try_from(files.len()).unwrap_or_default().to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count);
    out.extend(count);
    out.extend(small(directory.len()).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    Ok(out)
}

/// The description of a file, which appears twice: flags, method, time, checksum, lengths, the
/// length of its name.
fn entry(name: &str, packed: &Packed) -> Vec<u8> {
    let method: u16 = match packed.data {
        PackedData::Stored(_) => 0,
        PackedData::Deflated(_) => 8,
    };
    let mut entry = Vec::with_capacity(24);
    for value in [FLAGS, method, TIME, DAY] {
        entry.extend(value.to_le_bytes());
    }
    entry.extend(packed.crc.to_le_bytes());
    entry.extend(small(packed.data.bytes().len()).to_le_bytes());
    entry.extend(u32::try_from(packed.length).unwrap_or(u32::MAX).to_le_bytes());
    entry.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
    entry
}

/// A length or an offset in an archive whose size was checked.
fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
