//! Territories: balanced, compact, and as they were where possible.
//!
//! Location and allocation in turn (Hess, Weaver, Siegfeldt, Whelan & Zitlau 1965, Operations Research 13(6),
//! 998–1006), then single moves and exchanges until none helps. A heuristic: it says how balanced and compact the result
//! is, not that nothing better exists.

use crate::Unanswerable;

/// A customer, or a region that stays whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Coordinates, in units of length.
    pub x: f64,
    /// See `x`.
    pub y: f64,
    /// Work or revenue, from 0 on.
    pub weight: f64,
    /// The territory it belongs to now, by index.
    pub now: Option<usize>,
}

/// What counts how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// How many territories.
    pub territories: usize,
    /// How far a territory's weight may be from the mean, as a share of it: .1 is ±10 %.
    pub tolerance: f64,
    /// What it costs to move an area of weight 1 to another territory, in units of length: 0 plans from a blank map.
    pub change: f64,
}

/// A division.
#[derive(Debug, Clone, PartialEq)]
pub struct Division {
    /// The territory of each area.
    pub territory: Vec<usize>,
    /// The weight of each territory.
    pub weight: Vec<f64>,
    /// The largest distance of a weight from the mean, as a share of it. Above the tolerance where single areas are too
    /// heavy for it.
    pub imbalance: f64,
    /// The mean distance from an area to the centre of its territory, by weight.
    pub spread: f64,
    /// How many areas change hands.
    pub changes: usize,
}

/// Rounds of location and allocation.
const ROUNDS: usize = 30;
/// Sweeps of moves and exchanges in a round.
const SWEEPS: usize = 50;

/// Divides areas into territories.
pub fn divide(areas: &[Area], wish: &Wish) -> Result<Division, Unanswerable> {
    let needed = wish.territories.max(1);
    if areas.len() < needed || wish.territories == 0 {
        return Err(Unanswerable::TooLittle { needed, given: areas.len() });
    }
    let sound = |a: &Area| a.x.is_finite() && a.y.is_finite() && a.weight.is_finite() && a.weight >= 0.0;
    let known = |a: &Area| a.now.is_none_or(|now| now < wish.territories);
    let wished = wish.tolerance >= 0.0 && wish.change >= 0.0 && (wish.tolerance + wish.change).is_finite();
    let sum: f64 = areas.iter().map(|a| a.weight).sum();
    let far = areas.iter().fold(0.0, |far: f64, a| far.max(a.x.abs()).max(a.y.abs()));
    if !areas.iter().all(|a| sound(a) && known(a)) || !wished || !(sum * far.max(1.0)).is_finite() {
        return Err(Unanswerable::NotFinite);
    }
    let mut map = Map {
        areas,
        wish,
        mean: sum / wish.territories as f64,
        far: 4.0 * far,
        centres: Vec::new(),
        of: Vec::new(),
        weight: Vec::new(),
    };
    map.begin();
    let mut best = (map.cost(), map.of.clone());
    for _ in 0..ROUNDS {
        map.settle();
        map.locate();
        let cost = map.cost();
        if cost >= best.0 * (1.0 - 1e-12) {
            break;
        }
        best = (cost, map.of.clone());
    }
    map.of = best.1;
    map.locate();
    Ok(map.division())
}

struct Map<'a> {
    areas: &'a [Area],
    wish: &'a Wish,
    mean: f64,
    /// Longer than any distance on the map: the price of a unit of weight out of tolerance.
    far: f64,
    centres: Vec<(f64, f64)>,
    of: Vec<usize>,
    weight: Vec<f64>,
}

impl Map<'_> {
    /// Centres are those of the present territories; territories without any area begin where the map is emptiest.
    fn begin(&mut self) {
        let everywhere = self.centre_of(0..self.areas.len());
        for territory in 0..self.wish.territories {
            let own: Vec<usize> = (0..self.areas.len()).filter(|i| self.areas[*i].now == Some(territory)).collect();
            let centre = if own.is_empty() { self.emptiest(everywhere) } else { self.centre_of(own.into_iter()) };
            self.centres.push(centre);
        }
        let nearest = |i: usize| {
            let ways = (0..self.centres.len()).map(|t| (self.way(i, t), t));
            ways.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, t)| t)
        };
        self.of = (0..self.areas.len()).map(|i| self.areas[i].now.unwrap_or_else(|| nearest(i))).collect();
        self.weigh();
    }

    fn emptiest(&self, everywhere: (f64, f64)) -> (f64, f64) {
        let from = |a: &Area| {
            let to = |c: &(f64, f64)| (a.x - c.0).hypot(a.y - c.1);
            if self.centres.is_empty() {
                to(&everywhere)
            } else {
                self.centres.iter().map(to).fold(f64::INFINITY, f64::min)
            }
        };
        let farthest = self.areas.iter().max_by(|a, b| from(a).total_cmp(&from(b)));
        farthest.map_or(everywhere, |a| (a.x, a.y))
    }

    fn centre_of(&self, members: impl Iterator<Item = usize>) -> (f64, f64) {
        let (mut x, mut y, mut sum) = (0.0, 0.0, 0.0);
        for i in members {
            // An area without weight still has a place.
            let weight = self.areas[i].weight.max(1e-9 * self.mean.max(1e-9));
            x += weight * self.areas[i].x;
            y += weight * self.areas[i].y;
            sum += weight;
        }
        if sum > 0.0 { (x / sum, y / sum) } else { (0.0, 0.0) }
    }

    fn locate(&mut self) {
        for territory in 0..self.wish.territories {
            if self.of.contains(&territory) {
                self.centres[territory] = self.centre_of((0..self.of.len()).filter(|i| self.of[*i] == territory));
            }
        }
        self.weigh();
    }

    fn weigh(&mut self) {
        self.weight = vec![0.0; self.wish.territories];
        for (area, territory) in self.areas.iter().zip(&self.of) {
            self.weight[*territory] += area.weight;
        }
    }

    fn way(&self, area: usize, territory: usize) -> f64 {
        let (a, c) = (&self.areas[area], self.centres[territory]);
        (a.x - c.0).hypot(a.y - c.1)
    }

    /// Distance and change, by weight.
    fn place(&self, area: usize, territory: usize) -> f64 {
        let a = &self.areas[area];
        let moved = a.now.is_some_and(|now| now != territory);
        a.weight * (self.way(area, territory) + if moved { self.wish.change } else { 0.0 })
    }

    /// What a territory of this weight costs for being out of tolerance.
    fn strain(&self, weight: f64) -> f64 {
        ((weight - self.mean).abs() - self.wish.tolerance * self.mean).max(0.0) * (self.far + self.wish.change)
    }

    fn cost(&self) -> f64 {
        let placed: f64 = self.of.iter().enumerate().map(|(i, t)| self.place(i, *t)).sum();
        placed + self.weight.iter().map(|w| self.strain(*w)).sum::<f64>()
    }

    /// What it costs when `delta` of weight goes from one territory to another.
    fn shift(&self, from: usize, to: usize, delta: f64) -> f64 {
        let (a, b) = (self.weight[from], self.weight[to]);
        self.strain(a - delta) + self.strain(b + delta) - self.strain(a) - self.strain(b)
    }

    /// Moves and exchanges until none helps.
    fn settle(&mut self) {
        for _ in 0..SWEEPS {
            let mut settled = true;
            for area in 0..self.areas.len() {
                settled &= !self.improve(area);
            }
            if settled {
                return;
            }
        }
    }

    /// Moves an area to where it is best, or exchanges it with another.
    fn improve(&mut self, area: usize) -> bool {
        let from = self.of[area];
        let weight = self.areas[area].weight;
        let least = -1e-9 * (1.0 + self.far * weight);
        let mut best = (least, None, from);
        for to in (0..self.wish.territories).filter(|to| *to != from) {
            let gain = self.place(area, to) - self.place(area, from);
            let cost = gain + self.shift(from, to, weight);
            if cost < best.0 {
                best = (cost, None, to);
            }
            for other in (0..self.areas.len()).filter(|other| self.of[*other] == to) {
                let back = self.place(other, from) - self.place(other, to);
                let cost = gain + back + self.shift(from, to, weight - self.areas[other].weight);
                if cost < best.0 {
                    best = (cost, Some(other), to);
                }
            }
        }
        let (_, other, to) = best;
        if to == from {
            return false;
        }
        self.of[area] = to;
        self.weight[from] -= weight;
        self.weight[to] += weight;
        if let Some(other) = other {
            self.of[other] = from;
            self.weight[to] -= self.areas[other].weight;
            self.weight[from] += self.areas[other].weight;
        }
        true
    }

    fn division(self) -> Division {
        let off = |w: &f64| if self.mean > 0.0 { (w - self.mean).abs() / self.mean } else { 0.0 };
        let imbalance = self.weight.iter().map(off).fold(0.0, f64::max);
        let total: f64 = self.areas.iter().map(|a| a.weight).sum();
        let ways: f64 = self.of.iter().enumerate().map(|(i, t)| self.areas[i].weight * self.way(i, *t)).sum();
        let changes = self.areas.iter().zip(&self.of).filter(|(a, t)| a.now.is_some_and(|now| now != **t)).count();
        let spread = if total > 0.0 { ways / total } else { 0.0 };
        Division { territory: self.of, weight: self.weight, imbalance, spread, changes }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grid(side: usize, now: impl Fn(usize, usize) -> Option<usize>) -> Vec<Area> {
        let area =
            |i: usize| Area { x: (i % side) as f64, y: (i / side) as f64, weight: 1.0, now: now(i % side, i / side) };
        (0..side * side).map(area).collect()
    }

    #[test]
    fn four_clusters_become_four_territories() {
        let corner = |i: usize| (100.0 * (i % 2) as f64, 100.0 * (i / 2 % 2) as f64);
        let area = |i: usize| Area { x: corner(i).0 + (i / 4) as f64, y: corner(i).1, weight: 1.0, now: None };
        let areas: Vec<Area> = (0..40).map(area).collect();
        let found = divide(&areas, &Wish { territories: 4, tolerance: 0.1, change: 0.0 }).unwrap();
        assert!(found.imbalance < 1e-9 && found.spread < 5.0, "{found:?}");
        assert!((0..36).all(|i| found.territory[i] == found.territory[i + 4]));
    }

    #[test]
    fn what_is_balanced_stays_and_what_is_not_moves_only_so_far() {
        let halves = grid(6, |x, _| Some(usize::from(x >= 3)));
        let wish = Wish { territories: 2, tolerance: 0.05, change: 5.0 };
        assert_eq!(divide(&halves, &wish).unwrap().changes, 0);
        // 24 to 12: six areas have to go, and those at the border do.
        let uneven = grid(6, |x, _| Some(usize::from(x >= 4)));
        let found = divide(&uneven, &wish).unwrap();
        assert!(found.imbalance <= 0.05 && (5..=6).contains(&found.changes), "{found:?}");
        assert!((0..36).all(|i| i % 6 == 3 || Some(found.territory[i]) == uneven[i].now));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_area_has_a_territory_and_equal_areas_balance(
            points in prop::collection::vec((-100.0f64..100.0, -100.0f64..100.0), 12..60),
            territories in 1usize..5,
        ) {
            let areas: Vec<Area> = points.iter().map(|(x, y)| Area { x: *x, y: *y, weight: 1.0, now: None }).collect();
            let found = divide(&areas, &Wish { territories, tolerance: 0.0, change: 0.0 }).unwrap();
            prop_assert!(found.territory.iter().all(|t| *t < territories));
            prop_assert!(found.weight.iter().all(|w| (w - areas.len() as f64 / territories as f64).abs() < 1.0), "{:?}", found.weight);
        }
    }

    #[test]
    fn what_cannot_be_divided_says_so() {
        let area = Area { x: 0.0, y: 0.0, weight: 1.0, now: None };
        let wish = Wish { territories: 2, tolerance: 0.1, change: 0.0 };
        assert_eq!(divide(&[area], &wish), Err(Unanswerable::TooLittle { needed: 2, given: 1 }));
        assert_eq!(divide(&[area, Area { x: f64::NAN, ..area }], &wish), Err(Unanswerable::NotFinite));
        assert_eq!(divide(&[area, Area { now: Some(7), ..area }], &wish), Err(Unanswerable::NotFinite));
        let idle = divide(&[Area { weight: 0.0, ..area }; 3], &wish).unwrap();
        assert_eq!((idle.imbalance, idle.spread), (0.0, 0.0));
    }
}
