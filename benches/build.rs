//! How long the phases of a build take, on a generated site of realistic size.
//!
//! They measure the work of the library in one process, without the disk. `scripts/bench-corpus`
//! measures a whole cold build, in a fresh process and with files.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use deckyard::deck::{self, DeckPlan, DeckSetting, Repository};
use deckyard::manifest::{self, Overrides};
use deckyard::render;
use deckyard::site::{self, Config};
use deckyard::syntax;
use deckyard::world::{MemoryWorld, World};

mod generated;

/// The process caches results; a benchmark that did not clear the cache would measure the cache.
fn forget() {
    comemo::evict(0);
}

/// Chapters are cut into slides.
fn parse(criterion: &mut Criterion) {
    let chapters: Vec<Arc<str>> = generated::chapters().into_iter().map(Arc::from).collect();
    let n_bytes: usize = chapters.iter().map(|chapter| chapter.len()).sum();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(n_bytes as u64));
    group.bench_function("all chapters", |bencher| {
        bencher.iter_batched(
            forget,
            |()| {
                for chapter in &chapters {
                    drop(black_box(syntax::parse(Arc::clone(chapter))));
                }
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn plans(world: &MemoryWorld) -> Vec<DeckPlan> {
    let manifests = site::manifests(world).into_iter();
    manifests
        .filter_map(|path| {
            let source = world.source(&path).ok()?;
            let manifest = manifest::read(&source, &Overrides::default()).output?;
            Some(deck::plan(
                world,
                manifest,
                Repository::default(),
                &DeckSetting::default(),
                Vec::new(),
            ))
        })
        .collect()
}

/// Manifests are read, chapters composed and cut, slides chosen.
fn plan(criterion: &mut Criterion) {
    let world = generated::world();
    criterion.bench_function("plan/all decks", |bencher| {
        bencher.iter_batched(forget, |()| plans(&world), BatchSize::PerIteration);
    });
}

/// Slides become HTML, on one thread. Slides that decks share are rendered once.
fn render(criterion: &mut Criterion) {
    let plans = plans(&generated::world());
    criterion.bench_function("render/all slides", |bencher| {
        bencher.iter_batched(
            forget,
            |()| {
                for plan in &plans {
                    for slide in &plan.slides {
                        black_box(render::render(&slide.source, &plan.labels));
                    }
                }
            },
            BatchSize::PerIteration,
        );
    });
}

/// From a world to a site: all phases, all threads, the pages included.
fn build(criterion: &mut Criterion) {
    let world = generated::world();
    let config = Config::default();
    let mut group = criterion.benchmark_group("build");
    group.bench_function("cold", |bencher| {
        bencher.iter_batched(forget, |()| site::build(&world, &config), BatchSize::PerIteration);
    });
    group.bench_function("nothing changed", |bencher| {
        bencher.iter(|| site::build(&world, &config));
    });
    let changed = world.clone().with("slides/contents.md", "## All of it\n\n@@TOC@@\n");
    let mut turn = 0;
    group.bench_function("one chapter changed", |bencher| {
        bencher.iter(|| {
            turn += 1;
            site::build(if turn % 2 == 0 { &world } else { &changed }, &config)
        });
    });
    group.finish();
}

criterion_group! {
    name = phases;
    config = Criterion::default().sample_size(20);
    targets = parse, plan, render, build
}
criterion_main!(phases);
