//! Assignment with capacities: every item to exactly one person, at least cost.
//!
//! A transportation problem, solved by successive shortest augmenting paths (Ahuja, Magnanti & Orlin, *Network
//! Flows*, 1993, section 9.7) on the small graph whose nodes are the people: an edge from one person to another is
//! the cheapest item that could be handed over. Costs are integers, so optimality is exact, and the prices of
//! capacity that prove it (linear programming duality) come with the answer.

use std::collections::VecDeque;

/// Why nothing was assigned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    /// The table of costs is not as large as items times people, or there are no people.
    #[error("{given} costs, {needed} are needed")]
    Shape {
        /// Items times people.
        needed: usize,
        /// What there was.
        given: usize,
    },
    /// A cost is so large that sums could overflow.
    #[error("the cost of item {item} for person {person} is beyond ±10¹²")]
    TooLarge {
        /// The item.
        item: usize,
        /// The person.
        person: usize,
    },
    /// The price of unevenness is negative or beyond 10¹².
    #[error("the price of unevenness is negative or beyond 10¹²")]
    BadFairness,
    /// Nobody may take an item.
    #[error("nobody may take item {item}")]
    Forbidden {
        /// The item.
        item: usize,
    },
    /// There is not enough capacity in all.
    #[error("{items} items, but capacity for {capacity}")]
    TooMany {
        /// Items.
        items: usize,
        /// Sum of capacities.
        capacity: usize,
    },
    /// Some items may only go to people who have not enough capacity together (Hall's condition fails).
    #[error("the only people who may take item {item} and its rivals are full: {people:?}")]
    Full {
        /// An item that finds no place.
        item: usize,
        /// People who are full and cannot hand anything on.
        people: Vec<usize>,
    },
}

/// What is to be assigned.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Cost of item `i` for person `p` at `i * people + p`; `None` where a skill, a region or a rule forbids it.
    pub costs: &'a [Option<i64>],
    /// How many items each person can take.
    pub capacity: &'a [usize],
    /// The extra cost of a person's second item, twice that for the third, and so on: 0 for least cost alone, more
    /// for an even load. Not negative.
    pub fairness: i64,
}

/// A cheapest assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The person of each item.
    pub person: Vec<usize>,
    /// How many items each person has.
    pub load: Vec<usize>,
    /// Sum of costs, without the price of unevenness.
    pub cost: i64,
    /// What one more unit of a person's capacity would save.
    pub price: Vec<i64>,
    /// The value of the dual problem at these prices: equal to `cost` plus the price of unevenness, which proves the
    /// optimum.
    pub bound: i64,
}

/// The largest cost, either way.
const LARGEST: i64 = 1_000_000_000_000;

/// Assigns every item at least cost. Deterministic: equal costs go to the person with the lower index.
pub fn assign(wanted: &Wanted<'_>) -> Result<Assignment, AssignError> {
    let items = check(wanted)?;
    let mut flow = Flow::new(wanted, items);
    for item in 0..items {
        flow.place(item)?;
    }
    let price = flow.prices();
    let bound = flow.dual(&price);
    let cost = flow.person.iter().enumerate().filter_map(|(item, person)| flow.cost(item, *person)).sum();
    let load = flow.items.iter().map(Vec::len).collect();
    Ok(Assignment { person: flow.person, load, cost, price, bound })
}

fn check(wanted: &Wanted<'_>) -> Result<usize, AssignError> {
    let (people, given) = (wanted.capacity.len(), wanted.costs.len());
    if people == 0 || !given.is_multiple_of(people) {
        return Err(AssignError::Shape { needed: people * given.div_ceil(people.max(1)), given });
    }
    if !(0..=LARGEST).contains(&wanted.fairness) {
        return Err(AssignError::BadFairness);
    }
    let items = given / people;
    let large = |cost: &Option<i64>| cost.is_some_and(|c| c.abs() > LARGEST);
    if let Some(at) = wanted.costs.iter().position(large) {
        return Err(AssignError::TooLarge { item: at / people, person: at % people });
    }
    if let Some(item) = wanted.costs.chunks(people).position(|row| row.iter().all(Option::is_none)) {
        return Err(AssignError::Forbidden { item });
    }
    let capacity = wanted.capacity.iter().fold(0usize, |sum, c| sum.saturating_add(*c));
    if capacity < items {
        return Err(AssignError::TooMany { items, capacity });
    }
    Ok(items)
}

struct Flow<'a> {
    wanted: &'a Wanted<'a>,
    people: usize,
    person: Vec<usize>,
    items: Vec<Vec<usize>>,
    /// For each pair of people the cheapest hand-over, and the item.
    hand: Vec<Option<(i64, usize)>>,
}

impl<'a> Flow<'a> {
    fn new(wanted: &'a Wanted<'a>, items: usize) -> Self {
        let people = wanted.capacity.len();
        Self {
            wanted,
            people,
            person: vec![usize::MAX; items],
            items: vec![Vec::new(); people],
            hand: vec![None; people * people],
        }
    }

    fn cost(&self, item: usize, person: usize) -> Option<i64> {
        self.wanted.costs[item * self.people + person]
    }

    /// What one more item of a person costs for unevenness.
    fn next(&self, person: usize) -> Option<i64> {
        let load = self.items[person].len();
        (load < self.wanted.capacity[person]).then(|| self.wanted.fairness * load as i64)
    }

    /// Finds the cheapest chain of hand-overs that gives an item a place, and carries it out.
    fn place(&mut self, item: usize) -> Result<(), AssignError> {
        let mut far: Vec<Option<i64>> = (0..self.people).map(|p| self.cost(item, p)).collect();
        let mut via = vec![usize::MAX; self.people];
        let mut waiting = vec![false; self.people];
        let mut queue: VecDeque<usize> = (0..self.people).filter(|p| far[*p].is_some()).collect();
        queue.iter().for_each(|p| waiting[*p] = true);
        while let Some(from) = queue.pop_front() {
            waiting[from] = false;
            let Some(so_far) = far[from] else { continue };
            for to in 0..self.people {
                let Some((step, _)) = self.hand[from * self.people + to] else { continue };
                if far[to].is_none_or(|known| so_far + step < known) {
                    far[to] = Some(so_far + step);
                    via[to] = from;
                    if !std::mem::replace(&mut waiting[to], true) {
                        queue.push_back(to);
                    }
                }
            }
        }
        let ends = (0..self.people).filter_map(|p| Some((far[p]? + self.next(p)?, p)));
        let Some((_, mut to)) = ends.min() else {
            let people = (0..self.people).filter(|p| far[*p].is_some()).collect();
            return Err(AssignError::Full { item, people });
        };
        let mut moves = Vec::new();
        while via[to] != usize::MAX {
            let from = via[to];
            if let Some((_, handed)) = self.hand[from * self.people + to] {
                moves.push((handed, from, to));
            }
            to = from;
        }
        let first = to;
        for &(handed, from, to) in &moves {
            self.items[from].retain(|i| *i != handed);
            self.items[to].push(handed);
            self.person[handed] = to;
        }
        self.items[first].push(item);
        self.person[item] = first;
        self.look_again(first);
        moves.iter().for_each(|(_, _, to)| self.look_again(*to));
        Ok(())
    }

    /// Finds a person's cheapest hand-overs anew.
    fn look_again(&mut self, from: usize) {
        for to in (0..self.people).filter(|to| *to != from) {
            let step = |item: &usize| Some((self.cost(*item, to)? - self.cost(*item, from)?, *item));
            self.hand[from * self.people + to] = self.items[from].iter().filter_map(step).min();
        }
    }

    /// The least prices under which nobody would rather hand an item over: longest paths from each person's last unit.
    fn prices(&self) -> Vec<i64> {
        let last = |p: usize| self.wanted.fairness * (self.items[p].len() as i64 - 1).max(0);
        let mut price: Vec<i64> = (0..self.people).map(last).collect();
        // No cycle of hand-overs saves anything, so this settles within as many rounds as there are people.
        for _ in 0..self.people {
            let before = price.clone();
            for (pair, hand) in self.hand.iter().enumerate() {
                let (from, to) = (pair / self.people, pair % self.people);
                if let Some((step, _)) = hand {
                    price[to] = price[to].max(price[from] - step);
                }
            }
            if price == before {
                break;
            }
        }
        price
    }

    /// Each item takes what is cheapest at these prices; each person sells as much capacity as pays.
    fn dual(&self, price: &[i64]) -> i64 {
        let items = 0..self.person.len();
        let cheapest = |item| (0..self.people).filter_map(|p| Some(self.cost(item, p)? + price[p])).min();
        let sold = |p: usize| {
            let units = 0..self.wanted.capacity[p].min(self.person.len()) as i64;
            units.map(|unit| (price[p] - self.wanted.fairness * unit).max(0)).sum::<i64>()
        };
        items.filter_map(cheapest).sum::<i64>() - (0..self.people).map(sold).sum::<i64>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tries everything.
    fn brute(costs: &[Option<i64>], capacity: &[usize], item: usize) -> Option<i64> {
        let people = capacity.len();
        if item * people == costs.len() {
            return Some(0);
        }
        let option = |person: usize| {
            let cost = costs[item * people + person]?;
            let mut left = capacity.to_vec();
            left[person] = left[person].checked_sub(1)?;
            brute(costs, &left, item + 1).map(|rest| rest + cost)
        };
        (0..people).filter_map(option).min()
    }

    proptest! {
        #[test]
        fn an_assignment_equals_brute_force_and_its_own_bound(
            costs in prop::collection::vec(prop::option::weighted(0.8, -20i64..50), 15),
            capacity in prop::collection::vec(0usize..4, 3),
        ) {
            let answer = assign(&Wanted { costs: &costs, capacity: &capacity, fairness: 0 });
            let best = brute(&costs, &capacity, 0);
            match answer {
                Ok(found) => {
                    prop_assert_eq!(Some(found.cost), best);
                    prop_assert_eq!(found.bound, found.cost);
                    prop_assert!(found.load.iter().zip(&capacity).all(|(load, most)| load <= most));
                }
                Err(_) => prop_assert_eq!(best, None),
            }
        }

        #[test]
        fn fairness_is_priced_exactly(
            costs in prop::collection::vec(prop::option::weighted(0.9, 0i64..50), 24),
            fairness in 0i64..20,
        ) {
            let wanted = Wanted { costs: &costs, capacity: &[8, 8, 8], fairness };
            if let Ok(found) = assign(&wanted) {
                let uneven: i64 = found.load.iter().map(|l| fairness * (*l as i64) * (*l as i64 - 1) / 2).sum();
                prop_assert_eq!(found.bound, found.cost + uneven);
            }
        }
    }

    #[test]
    fn a_price_is_what_one_more_unit_saves() {
        let costs = [1, 9, 2, 9, 3, 4].map(Some);
        let with = |capacity: &[usize]| assign(&Wanted { costs: &costs, capacity, fairness: 0 }).unwrap();
        let (tight, loose) = (with(&[2, 3]), with(&[3, 3]));
        assert_eq!((tight.cost, loose.cost, tight.price[0], loose.price[0]), (7, 6, 1, 0));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let costs = [Some(1), None, Some(1), None, Some(1), Some(1)];
        let full = assign(&Wanted { costs: &costs, capacity: &[1, 9], fairness: 0 });
        assert_eq!(full, Err(AssignError::Full { item: 1, people: vec![0] }));
        let few = assign(&Wanted { costs: &costs, capacity: &[1, 1], fairness: 0 });
        assert_eq!(few, Err(AssignError::TooMany { items: 3, capacity: 2 }));
        let nobody = assign(&Wanted { costs: &[None, None], capacity: &[1, 1], fairness: 0 });
        assert_eq!(nobody, Err(AssignError::Forbidden { item: 0 }));
        let shape = assign(&Wanted { costs: &[None; 3], capacity: &[1, 1], fairness: 0 });
        assert_eq!(shape, Err(AssignError::Shape { needed: 4, given: 3 }));
    }
}
