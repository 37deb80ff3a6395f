//! The nominal stage: all parameters at their defaults, every allowed cup, exactly.
//!
//! # Design
//! [`Nominal::search`] finds what [`Nominal::enumerate`] finds, without looking at most cups: for each set of bottles
//! the range of (proportions × water) is split into cells, the looks in a cell are bounded from a few marks
//! predicted in it ([`mesh`](super::mesh)), and cells in which no cup can reach the list are left out. Every
//! cup that is left is predicted by the same function that enumeration uses, so that scores are equal to the bit.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::bed::Bed;
use super::cup::{BottleMask, Cup, MOST_BOTTLES, proportions};
use super::goal::Goal;
use super::mesh::Explorer;
use super::nodes::Nodes;
use super::stock::Stock;
use super::top_list::{Ranked, TopList};
use super::view::{LOOKS, View};
use crate::progress::{Cancelled, Progress};

/// A nominal search for one or more goals over the same marks.
#[derive(Debug, Clone)]
pub struct Nominal<'a> {
    /// What may be mixed.
    pub stock: &'a Stock,
    /// The skin, nominal and healed.
    pub bed: Bed,
    /// How marks are looked at.
    pub view: View,
    /// What is asked; each gets its own lists.
    pub goals: Vec<Goal>,
    /// Whether the bottles of a cup and those owned are three at most together.
    pub three_with_owned: bool,
    /// Bottles that every cup must hold.
    pub required: BottleMask,
}

/// What is told while a search runs.
#[derive(Clone, Copy)]
pub struct Reporter<'a> {
    /// Who listens.
    pub progress: &'a dyn Progress,
    /// Share of all work done before and after this step.
    pub span: (f32, f32),
    /// What is done, in words.
    pub doing: &'static str,
}

impl std::fmt::Debug for Reporter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reporter")
            .field("span", &self.span)
            .field("doing", &self.doing)
            .finish_non_exhaustive()
    }
}

impl Reporter<'_> {
    /// Tells that `share` of this step is done.
    ///
    /// # Errors
    /// When the listener asks to stop.
    pub fn at(&self, share: f32) -> Result<(), Cancelled> {
        let (from, to) = self.span;
        if self.progress.report(from + (to - from) * share, self.doing).is_break() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }
}

/// Runs work on all threads, tells how far it is and stops when asked to.
pub(super) struct Crew<'a> {
    reporter: Reporter<'a>,
    stopped: AtomicBool,
    done: AtomicUsize,
}

impl<'a> Crew<'a> {
    pub(super) fn new(reporter: Reporter<'a>) -> Self {
        Self { reporter, stopped: AtomicBool::new(false), done: AtomicUsize::new(0) }
    }

    /// Whether to go on, after one more of `of` pieces.
    pub(super) fn goes_on(&self, of: usize) -> bool {
        let done = self.done.fetch_add(1, Ordering::Relaxed);
        if !self.stopped.load(Ordering::Relaxed)
            && done.is_multiple_of(64)
            && self.reporter.at((done as f32 / of.max(1) as f32).min(1.0)).is_err()
        {
            self.stopped.store(true, Ordering::Relaxed);
        }
        !self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn end(&self) -> Result<(), Cancelled> {
        if self.stopped.load(Ordering::Relaxed) { Err(Cancelled) } else { self.reporter.at(1.0) }
    }
}

impl Nominal<'_> {
    /// The best `keep` cups of `count` bottles for each goal, best first, with scores of at most `bar`.
    ///
    /// # Errors
    /// When the listener asks to stop.
    pub fn search(
        &self,
        count: usize,
        keep: usize,
        bar: f64,
        reporter: Reporter<'_>,
    ) -> Result<Vec<Vec<Ranked>>, Cancelled> {
        match self.view {
            View::Dots(_) => self.search_looks::<LOOKS>(count, keep, bar, reporter),
            View::Mark | View::WithFollicles { .. } => self.search_looks::<3>(count, keep, bar, reporter),
        }
    }

    /// With the first `N` numbers of a look.
    fn search_looks<const N: usize>(
        &self,
        count: usize,
        keep: usize,
        bar: f64,
        reporter: Reporter<'_>,
    ) -> Result<Vec<Vec<Ranked>>, Cancelled> {
        let sets = self.sets(count);
        let shares = proportions(count, self.stock.most_parts());
        let lists = self.lists(keep, bar);
        let crew = Crew::new(reporter);
        let nodes = Nodes::<N>::new(self);
        let explorers: Vec<Mutex<Explorer<'_, N>>> = (0..rayon::current_num_threads())
            .map(|_| Mutex::new(Explorer::new(&nodes, self, &shares)))
            .collect();
        let on_all_threads = |work: &(dyn Fn(&mut Explorer<'_, N>) + Sync)| {
            rayon::broadcast(|thread| {
                if let Some(explorer) = explorers.get(thread.index()) {
                    work(&mut explorer.lock().unwrap_or_else(PoisonError::into_inner));
                }
            });
        };
        // The most promising sets first: they lower the bar for the others.
        let order = Mutex::new(Vec::with_capacity(sets.len()));
        let next = AtomicUsize::new(0);
        on_all_threads(&|explorer| {
            let mut own = Vec::new();
            while let Some(set) = sets.get(next.fetch_add(1, Ordering::Relaxed)) {
                own.push((explorer.promise(set), set));
            }
            order.lock().unwrap_or_else(PoisonError::into_inner).extend(own);
        });
        let mut order: Vec<(f64, &Vec<u8>)> = order.into_inner().unwrap_or_else(PoisonError::into_inner);
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        let next = AtomicUsize::new(0);
        on_all_threads(&|explorer| {
            while let Some((_, set)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                if !crew.goes_on(order.len()) {
                    break;
                }
                explorer.explore(set, &lists);
            }
        });
        crew.end()?;
        Ok(lists.into_iter().map(TopList::into_sorted).collect())
    }

    /// The same by looking at every cup.
    ///
    /// # Errors
    /// When the listener asks to stop.
    pub fn enumerate(
        &self,
        count: usize,
        keep: usize,
        reporter: Reporter<'_>,
    ) -> Result<Vec<Vec<Ranked>>, Cancelled> {
        let sets = self.sets(count);
        let shares = proportions(count, self.stock.most_parts());
        let lists = self.lists(keep, f64::INFINITY);
        let crew = Crew::new(reporter);
        sets.par_iter().for_each(|set| {
            if crew.goes_on(sets.len()) {
                self.cups_of(set, &shares).for_each(|cup| self.offer_plainly(cup, &lists));
            }
        });
        crew.end()?;
        Ok(lists.into_iter().map(TopList::into_sorted).collect())
    }

    /// Predicts one cup and offers it to the lists of some goals, where it may enter.
    pub(super) fn offer<'l>(&self, cup: Cup, fit: impl Iterator<Item = (&'l Goal, &'l TopList)>) {
        let mark = self.bed.mark(&self.stock.concentrations(&cup));
        let sight = self.view.sight(&self.bed, &mark);
        let mut shared = None;
        for (goal, list) in fit {
            let fee = goal.fee(cup.mask());
            if let Some((error, density_step)) =
                goal.error_below(&sight, &mut shared, list.bar() - fee + 3e-9)
            {
                list.offer(Ranked { score: goal.weight * error + fee, cup, density_step });
            }
        }
    }

    /// The same without any shortcut.
    fn offer_plainly(&self, cup: Cup, lists: &[TopList]) {
        let mark = self.bed.mark(&self.stock.concentrations(&cup));
        let sight = self.view.sight(&self.bed, &mark);
        for (goal, list) in self.goals.iter().zip(lists) {
            let (error, density_step) = goal.error(&sight);
            list.offer(Ranked { score: goal.weight * error + goal.fee(cup.mask()), cup, density_step });
        }
    }

    fn lists(&self, keep: usize, bar: f64) -> Vec<TopList> {
        self.goals.iter().map(|_| TopList::new(keep, bar)).collect()
    }

    fn cups_of<'b>(&'b self, set: &'b [u8], shares: &'b [Vec<u8>]) -> impl Iterator<Item = Cup> + 'b {
        let waters = self.stock.waters_of(set);
        shares.iter().flat_map(move |parts| {
            let total: u32 = parts.iter().map(|p| u32::from(*p)).sum();
            let waters =
                waters.clone().into_iter().filter(move |water| self.stock.can_measure(total, *water));
            waters.filter_map(move |water| Cup::new(set, parts, water))
        })
    }

    fn sets(&self, count: usize) -> Vec<Vec<u8>> {
        let mut sets = self.stock.sets(count);
        sets.retain(|set| BottleMask::of(set).missing(self.required) == 0);
        if self.three_with_owned {
            sets.retain(|set| {
                let mask = BottleMask::of(set);
                self.goals.iter().all(|goal| goal.owned.union(mask).count() as usize <= MOST_BOTTLES)
            });
        }
        sets.retain(|set| !self.stock.waters_of(set).is_empty());
        sets
    }
}
