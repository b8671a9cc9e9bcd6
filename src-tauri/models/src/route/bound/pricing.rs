//! The best routes for given values of stops, by dynamic programming over labels in the order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::net::{Day, Net};
use super::master::Column;

/// Words of 64 stops in a memory.
pub(super) const WORDS: usize = 5;
/// How many stops a stop remembers, those nearest to it and itself included: the more, the sharper and the slower.
pub(super) const LEVELS: [usize; 4] = [1, 3, 5, 8];
/// More labels than a call may make: journeys that take no time could be strung together for ever.
const MOST_LABELS: usize = 4_000_000;
/// Labels between two looks at the budget.
const GLANCE: usize = 1_024;

type Memory = [u64; WORDS];

/// Whether every route counts, or a good one is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// A label is dropped for one that is as early and as good, whatever it remembers.
    Quick,
    /// No route has more gain than the best that is found, with memories of [`LEVELS`] at this index. Capacity counts at
    /// the last level only.
    Exact(usize),
}

impl Effort {
    /// Which memory, and whether capacity counts.
    fn level(self) -> (usize, bool) {
        match self {
            Self::Quick => (LEVELS.len() - 1, true),
            Self::Exact(level) => (level, level + 1 == LEVELS.len()),
        }
    }
}

/// Routes with a gain, at most one for each last stop.
#[derive(Debug)]
pub(super) struct Routes {
    pub best: f64,
    pub found: Vec<(f64, Vec<u32>)>,
}

#[derive(Debug, Clone, Copy)]
struct Label {
    node: u32,
    depart: i32,
    load: i64,
    gain: f64,
    parent: u32,
    memory: Memory,
    alive: bool,
}

/// What does not change between calls.
#[derive(Debug)]
pub(super) struct Pricing<'a> {
    net: &'a Net,
    /// The cost of a unit of travel.
    weight: f64,
    remembered: [Vec<Memory>; LEVELS.len()],
    /// No stop is a short cut, so one that gains nothing need not be visited.
    direct: bool,
    labels: Vec<Label>,
}

fn bit(stop: u32) -> (usize, u64) {
    (stop as usize / 64, 1 << (stop % 64))
}

impl<'a> Pricing<'a> {
    pub fn new(net: &'a Net, weight: f64) -> Self {
        let near = net.neighbours();
        let memory = |near: &Vec<u32>, count: usize| {
            let mut memory = [0; WORDS];
            for stop in near.iter().take(count) {
                let (word, mask) = bit(*stop);
                memory[word] |= mask;
            }
            memory
        };
        let remembered = LEVELS.map(|count| near.iter().map(|near| memory(near, count)).collect());
        Self { net, weight, remembered, direct: direct(net), labels: Vec::new() }
    }

    /// A route as a column, with the value it has before any price.
    pub fn column(&self, class: usize, person: u32, stops: Vec<u32>, values: &[f64]) -> Column {
        let day = self.net.people[person as usize];
        let mut travel = 0;
        let mut at = day.start;
        for stop in &stops {
            travel += self.net.time(at, *stop);
            at = *stop;
        }
        travel += if stops.is_empty() { 0 } else { self.net.time(at, day.end) };
        let value = stops.iter().map(|s| values[*s as usize]).sum::<f64>() - self.weight * f64::from(travel);
        Column { value, stops, class }
    }

    /// The best routes of a person; none where `stop` said so first, or there are too many.
    pub fn routes(
        &mut self,
        person: u32,
        values: &[f64],
        effort: Effort,
        stop: &mut dyn FnMut() -> bool,
    ) -> Option<Routes> {
        let net = self.net;
        let day = net.people[person as usize];
        let skipped = |s: &u32| self.direct && values[*s as usize] <= 0.0;
        let allowed = |s: &u32| net.only[*s as usize].is_none_or(|only| only == person) && !skipped(s);
        let open: Vec<u32> = (0..net.stops as u32).filter(allowed).collect();
        self.labels.clear();
        let mut at: Vec<Vec<u32>> = vec![Vec::new(); net.stops];
        let mut queue: BinaryHeap<Reverse<(i32, u32)>> = BinaryHeap::new();
        let start = Label {
            node: day.start,
            depart: day.from,
            load: 0,
            gain: 0.0,
            parent: u32::MAX,
            memory: [0; WORDS],
            alive: true,
        };
        self.labels.push(start);
        queue.push(Reverse((day.from, 0)));
        let mut done = 0;
        while let Some(Reverse((_, index))) = queue.pop() {
            let label = self.labels[index as usize];
            if !label.alive {
                continue;
            }
            done += 1;
            if self.labels.len() > MOST_LABELS || (done % GLANCE == 0 && stop()) {
                return None;
            }
            for &to in &open {
                let (word, mask) = bit(to);
                if label.memory[word] & mask == 0
                    && let Some(next) = self.extend(index, &label, to, &day, values, effort)
                    && self.keep(&next, &mut at[to as usize], effort)
                {
                    let index = self.labels.len() as u32;
                    at[to as usize].push(index);
                    queue.push(Reverse((next.depart, index)));
                    self.labels.push(next);
                }
            }
        }
        Some(self.collect(&day, &at))
    }

    fn extend(&self, index: u32, label: &Label, to: u32, day: &Day, values: &[f64], effort: Effort) -> Option<Label> {
        let (net, stop) = (self.net, to as usize);
        let way = net.time(label.node, to);
        let begin = (label.depart + way).max(net.opens[stop]);
        let depart = begin + net.duration[stop];
        let (level, weighs) = effort.level();
        let load = if weighs { label.load + net.demand[stop] } else { 0 };
        if begin > net.closes[stop] || load > day.capacity || depart + net.time(to, day.end) > day.until {
            return None;
        }
        let mut memory = label.memory;
        memory.iter_mut().zip(&self.remembered[level][stop]).for_each(|(word, near)| *word &= near);
        let (word, mask) = bit(to);
        memory[word] |= mask;
        let gain = label.gain + values[stop] - self.weight * f64::from(way);
        Some(Label { node: to, depart, load, gain, parent: index, memory, alive: true })
    }

    /// Whether no label at the same stop is as good in everything; drops those that this one makes superfluous.
    fn keep(&mut self, next: &Label, there: &mut Vec<u32>, effort: Effort) -> bool {
        let beats = |a: &Label, b: &Label| {
            a.depart <= b.depart
                && a.gain >= b.gain
                && (effort == Effort::Quick
                    || (a.load <= b.load && a.memory.iter().zip(&b.memory).all(|(mine, other)| mine & !other == 0)))
        };
        if there.iter().any(|index| beats(&self.labels[*index as usize], next)) {
            return false;
        }
        there.retain(|index| {
            let known = &mut self.labels[*index as usize];
            known.alive = !beats(next, known);
            known.alive
        });
        true
    }

    fn collect(&self, day: &Day, at: &[Vec<u32>]) -> Routes {
        let mut routes = Routes { best: 0.0, found: Vec::new() };
        for (stop, labels) in at.iter().enumerate() {
            let home = self.weight * f64::from(self.net.time(stop as u32, day.end));
            let gain = |index: &u32| self.labels[*index as usize].gain - home;
            let Some(last) = labels.iter().max_by(|a, b| gain(a).total_cmp(&gain(b))) else { continue };
            routes.best = routes.best.max(gain(last));
            let mut stops = Vec::new();
            let mut label = &self.labels[*last as usize];
            while label.parent != u32::MAX {
                stops.push(label.node);
                label = &self.labels[label.parent as usize];
            }
            stops.reverse();
            routes.found.push((gain(last), stops));
        }
        routes
    }
}

/// Whether going somewhere never becomes quicker by visiting a stop on the way.
fn direct(net: &Net) -> bool {
    (0..net.stops as u32).all(|via| {
        let visit = net.duration[via as usize];
        let (to, from) = (net.to(via), net.from(via));
        to.iter().enumerate().all(|(a, into)| {
            let direct = net.from(a as u32);
            from.iter().zip(direct).all(|(on, way)| *way <= into + visit + on)
        })
    })
}
