//! Small pictures of slides that a build writes beside its pages, for `thumbnails: true`.
//!
//! Drawing takes seconds, so pictures are kept in the user's caches under a hash of everything that they show: after an edit,
//! only the slides that changed are drawn again.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use siphasher::sip128::{Hasher128 as _, SipHasher13};
use std::hash::Hasher as _;

use super::chunks::{MOST_BROWSERS, opened};
use super::files::answer;
use super::png::{DrawnSlide, drawn, listed, page};
use super::progress::Progress;
use super::{BrowserArguments, Failure, failed, unprinted};
use crate::cli::kept;
use crate::cli::run::{CommandRun, SiteFiles};
use crate::diag::Diagnostic;
use crate::export::{FileReader, Parcel};
use crate::io::chromium::{PictureFormat, Trouble};
use crate::io::stamp;
use crate::site::{Built, COVER_SIZE, DeckThumbnails, SLIDE_SIZE};

/// The folder for pictures in that for caches, with a file for each deck.
const FOLDER: &str = "thumbnails";

/// Text stays legible at it, and a slide takes about 5 KB.
const FORMAT: PictureFormat = PictureFormat::WebP(75);

/// A further browser takes as long to open a page as this many pictures take to draw.
const WORTH_A_BROWSER: usize = 40;

/// Pictures by the hashes of what they show.
type KeyedPictures = BTreeMap<u128, Arc<[u8]>>;

/// A picture to draw.
struct WantedPicture {
    /// The index of the slide in its deck.
    index: usize,
    size: (u32, u32),
    key: u128,
}

/// Draws the pictures that the site asks for, and adds them to it. The first failure is reported: others have the same cause.
pub(in crate::cli) fn draw(run: &CommandRun<'_>, built: &mut Built) -> Result<(), Box<Diagnostic>> {
    for deck in std::mem::take(&mut built.thumbnails) {
        let pictures = pictures(run, &deck).map_err(|failure| {
            Box::new(Diagnostic::nowhere(match failure {
                Failure::Found(problem) => problem,
                Failure::Said(why) => unprinted(&deck.parcel, why),
            }))
        })?;
        let drawn = deck
            .paths
            .into_iter()
            .filter_map(|(number, path)| Some((path, Arc::clone(pictures.get(&number)?))));
        built.fill_thumbnails(drawn);
    }
    Ok(())
}

/// The pictures of a deck by the numbers of its slides.
fn pictures(
    run: &CommandRun<'_>,
    deck: &DeckThumbnails,
) -> Result<BTreeMap<u32, Arc<[u8]>>, Failure> {
    let files = SiteFiles(Arc::clone(run.world.folder()));
    let keys = keys(&deck.parcel, &files);
    let cache = kept::folder().and_then(|(folder, _)| {
        let name = name(run, &deck.parcel)?;
        Some(folder.join(FOLDER).join(format!("{name:032x}")))
    });
    let known =
        cache.as_deref().and_then(stamp::used).map(|file| unpacked(&file)).unwrap_or_default();
    let wanted = wanted(&keys);
    let missing: Vec<&WantedPicture> =
        wanted.values().filter(|one| !known.contains_key(&one.key)).collect();
    let mut pictures = known;
    if !missing.is_empty() {
        pictures.extend(made(run, (&deck.parcel, &files), &missing)?);
        pictures.retain(|key, _| wanted.values().any(|one| one.key == *key));
        if let Some(cache) = cache {
            // Without it, the next build draws them again.
            let _ = stamp::keep_file(&cache, &packed(&pictures));
        }
    }
    let found = wanted
        .into_iter()
        .filter_map(|(number, one)| Some((number, Arc::clone(pictures.get(&one.key)?))));
    Ok(found.collect())
}

/// What to draw, by the numbers of pictures: one of each slide, and the cover, whose number is 0.
fn wanted(keys: &[(u32, u128)]) -> BTreeMap<u32, WantedPicture> {
    let sized = |index, (width, height): (u32, u32), key: u128| {
        let key = key ^ u128::from(width) << 32 ^ u128::from(height);
        WantedPicture { index, size: (width, height), key }
    };
    let slides = keys.iter().enumerate();
    let mut wanted: BTreeMap<_, _> =
        slides.map(|(index, (number, key))| (*number, sized(index, SLIDE_SIZE, *key))).collect();
    wanted.extend(keys.first().map(|(_, key)| (0, sized(0, COVER_SIZE, *key))));
    wanted
}

/// The slides of a deck: their numbers, and hashes of all that decides what they look like.
fn keys(parcel: &Parcel, files: &dyn FileReader) -> Vec<(u32, u128)> {
    let Some((front, page)) = parcel.front_page() else { return Vec::new() };
    let mut shared = SipHasher13::new();
    let mut add = |bytes: &[u8]| {
        shared.write(&(bytes.len() as u64).to_le_bytes());
        shared.write(bytes);
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    for path in parcel.paths().filter(|path| *path != front) {
        add(path.as_str().as_bytes());
        add(&parcel.published(path, files).unwrap_or_default());
    }
    page.frame_parts().iter().for_each(|part| add(part.as_bytes()));
    let key = |html: String| {
        let mut own = shared;
        own.write(html.as_bytes());
        own.finish128().as_u128()
    };
    page.plain_slides().map(|(number, html)| (number, key(html))).collect()
}

/// Identifies a deck among all that this machine builds.
fn name(run: &CommandRun<'_>, parcel: &Parcel) -> Option<u128> {
    let mut hasher = SipHasher13::new();
    let (path, _) = parcel.front_page()?;
    let root = run.world.root().display().to_string();
    for text in [
        root.as_str(),
        path.as_str(),
        run.config.event.as_deref().unwrap_or_default(),
        parcel.url(),
    ] {
        hasher.write(text.as_bytes());
        hasher.write(&[0xff]); // No byte of UTF-8.
    }
    Some(hasher.finish128().as_u128())
}

/// Draws pictures, in several browsers if there are many.
fn made(
    run: &CommandRun<'_>,
    (parcel, files): (&Parcel, &SiteFiles),
    wanted: &[&WantedPicture],
) -> Result<KeyedPictures, Failure> {
    let arguments = BrowserArguments::default();
    let browser = arguments.find()?;
    let address = page(parcel)?;
    let deck = parcel.front_page().map_or("", |(_, page)| page.name());
    let answers = |path: &str| answer(parcel, files, path);
    let progress = Progress::new(format!("drawing {deck}"), run.arguments.output.quiet);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results = Mutex::new(Vec::new());
    let work = || -> Result<KeyedPictures, Trouble> {
        let mut tab = opened((&browser, arguments.patience()), &answers, &address)?;
        let slides: Vec<DrawnSlide> = listed(&mut tab)?;
        let mut pictures = KeyedPictures::new();
        while let Some(one) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            if one.index < slides.len() {
                pictures.insert(one.key, drawn(&mut tab, one.index, one.size, FORMAT)?.into());
            }
            progress.show(done.fetch_add(1, Ordering::Relaxed) + 1, wanted.len());
        }
        Ok(pictures)
    };
    let put = |result| results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let browsers = processors.min(MOST_BROWSERS).min(wanted.len().div_ceil(WORTH_A_BROWSER));
    std::thread::scope(|scope| {
        for _ in 1..browsers {
            // With fewer threads it takes longer.
            let _ = std::thread::Builder::new().spawn_scoped(scope, || put(work()));
        }
        put(work());
    });
    let mut pictures = KeyedPictures::new();
    for result in results.into_inner().unwrap_or_else(PoisonError::into_inner) {
        pictures.extend(result.map_err(|trouble| failed(&trouble, deck))?);
    }
    Ok(pictures)
}

/// Pictures as a file: for each the key, its length and its bytes.
fn packed(pictures: &KeyedPictures) -> Vec<u8> {
    let mut file = Vec::new();
    for (key, picture) in pictures {
        file.extend_from_slice(&key.to_le_bytes());
        file.extend_from_slice(&(picture.len() as u64).to_le_bytes());
        file.extend_from_slice(picture);
    }
    file
}

/// The pictures of a file. What is damaged is drawn again.
fn unpacked(mut file: &[u8]) -> KeyedPictures {
    let mut pictures = KeyedPictures::new();
    while let Some((key, rest)) = file.split_first_chunk::<16>()
        && let Some((length, rest)) = rest.split_first_chunk::<8>()
        && let Ok(length) = usize::try_from(u64::from_le_bytes(*length))
        && let Some((picture, rest)) = rest.split_at_checked(length)
    {
        pictures.insert(u128::from_le_bytes(*key), picture.into());
        file = rest;
    }
    pictures
}

#[cfg(test)]
mod tests {
    use super::{KeyedPictures, packed, unpacked, wanted};

    #[test]
    fn pictures_are_kept_and_damaged_files_lose_only_some() {
        let picture = |byte: u8| vec![byte; usize::from(byte)].into();
        let pictures: KeyedPictures =
            (1..5).map(|byte| (u128::from(byte) << 100, picture(byte))).collect();
        let file = packed(&pictures);
        assert_eq!(unpacked(&file), pictures);
        for end in 0..file.len() {
            let found = unpacked(&file[..end]);
            assert!(found.iter().all(|(key, picture)| pictures.get(key) == Some(picture)));
        }
        assert_eq!(unpacked(&[0xff; 64]), KeyedPictures::new());
    }

    #[test]
    fn the_cover_is_a_larger_picture_of_the_first_slide() {
        let wanted = wanted(&[(1, 7), (3, 8)]);
        assert_eq!(wanted.keys().copied().collect::<Vec<_>>(), [0, 1, 3]);
        assert_eq!((wanted[&0].index, wanted[&1].index, wanted[&3].index), (0, 0, 1));
        assert_ne!(wanted[&0].key, wanted[&1].key);
    }
}
