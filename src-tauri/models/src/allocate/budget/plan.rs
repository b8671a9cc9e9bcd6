//! From channels to a plan that can be explained.

use super::level::Frame;
use super::piece::Piece;
use super::split::split;
use super::{BudgetError, Channel, Group};

/// A limit that a plan runs into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The total.
    Total,
    /// A channel's least spend.
    ChannelMin(usize),
    /// A channel's most.
    ChannelMax(usize),
    /// A group's least sum.
    GroupMin(usize),
    /// A group's most.
    GroupMax(usize),
}

/// What a limit costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binding {
    /// The limit.
    pub limit: Limit,
    /// The response that moving it by one unit would bring, to first order.
    pub gain: f64,
}

/// A plan and what proves it.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetPlan {
    /// The spend of each channel.
    pub spend: Vec<f64>,
    /// The sum of responses.
    pub response: f64,
    /// No plan within the limits responds more.
    pub bound: f64,
    /// `(bound − response) / response`; 0 where nothing can respond.
    pub gap: f64,
    /// The limits that bind, the costliest first.
    pub limits: Vec<Binding>,
    /// Ranges that were looked at.
    pub nodes: usize,
}

/// The spends within all limits, `total` in sum at most, with the largest response. Curves rise, so less than `total`
/// is spent only where the limits leave no room for it.
pub fn budget(channels: &[Channel], groups: &[Group], total: f64) -> Result<BudgetPlan, BudgetError> {
    check(channels, groups, total)?;
    let mut members = vec![Vec::new(); groups.len() + 1];
    for (index, channel) in channels.iter().enumerate() {
        members[channel.group.unwrap_or(groups.len())].push(index);
    }
    let frame = Frame { total, groups, members };
    let pieces = channels.iter().map(|channel| Piece::whole(channel, total)).collect();
    let mut found = split(pieces, &frame).ok_or(BudgetError::Contradiction)?;
    never_over(&mut found.spend, channels, total);
    let gap = if found.response > 0.0 { (found.bound - found.response) / found.response } else { 0.0 };
    let limits = limits(channels, &frame, &found.spend);
    Ok(BudgetPlan { spend: found.spend, response: found.response, bound: found.bound, gap, limits, nodes: found.nodes })
}

/// Takes the last digits by which a sum may exceed the total from the largest spend.
fn never_over(spend: &mut [f64], channels: &[Channel], total: f64) {
    for _ in 0..4 {
        let over = spend.iter().sum::<f64>() - total;
        let room = |index: &usize| spend[*index] - channels[*index].min;
        match (0..spend.len()).max_by(|a, b| room(a).total_cmp(&room(b))) {
            Some(largest) if over > 0.0 => spend[largest] = (spend[largest] - over).max(channels[largest].min),
            _ => return,
        }
    }
}

fn check(channels: &[Channel], groups: &[Group], total: f64) -> Result<(), BudgetError> {
    if channels.is_empty() {
        return Err(BudgetError::NoChannels);
    }
    if !total.is_finite() || total < 0.0 {
        return Err(BudgetError::BadTotal);
    }
    for (channel, c) in channels.iter().enumerate() {
        let curve = c.curve;
        let sound = curve.max.is_finite() && curve.max >= 0.0 && curve.half.is_finite() && curve.half > 0.0;
        if !(sound && curve.slope > 0.0 && curve.slope <= 100.0) {
            return Err(BudgetError::BadCurve { channel });
        }
        if !(c.min.is_finite() && c.min >= 0.0 && c.max >= c.min) {
            return Err(BudgetError::BadLimits { channel });
        }
        if let Some(group) = c.group.filter(|group| *group >= groups.len()) {
            return Err(BudgetError::BadGroup { group });
        }
    }
    let least = |c: &Channel| if c.or_zero { 0.0 } else { c.min };
    for (group, g) in groups.iter().enumerate() {
        if !(g.min.is_finite() && g.min >= 0.0 && g.max >= g.min) {
            return Err(BudgetError::BadGroup { group });
        }
        let mine = || channels.iter().filter(|c| c.group == Some(group));
        if mine().map(least).sum::<f64>() > g.max || mine().map(|c| c.max).sum::<f64>() < g.min {
            return Err(BudgetError::GroupContradiction { group });
        }
    }
    let of_group = |(group, g): (usize, &Group)| {
        channels.iter().filter(|c| c.group == Some(group)).map(least).sum::<f64>().max(g.min)
    };
    let loose: f64 = channels.iter().filter(|c| c.group.is_none()).map(least).sum();
    let needed = groups.iter().enumerate().map(of_group).sum::<f64>() + loose;
    if needed > total { Err(BudgetError::MinimumsExceedTotal { needed, total }) } else { Ok(()) }
}

fn limits(channels: &[Channel], frame: &Frame<'_>, spend: &[f64]) -> Vec<Binding> {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-7 * (1.0 + b.abs());
    let sum = |group: usize| frame.members[group].iter().map(|c| spend[*c]).sum::<f64>();
    let full = |group: usize| frame.groups.get(group).is_some_and(|g| near(sum(group), g.max));
    let marginal = |c: usize| channels[c].curve.marginal(spend[c]).min(f64::MAX);
    let can_grow = |c: usize| {
        spend[c] < channels[c].max && !near(spend[c], channels[c].max) && !(channels[c].or_zero && spend[c] == 0.0)
    };
    let best =
        |members: &mut dyn Iterator<Item = usize>| members.filter(|c| can_grow(*c)).map(marginal).fold(0.0, f64::max);
    let group_of = |c: usize| channels[c].group.unwrap_or(frame.groups.len());
    let spent = near(spend.iter().sum(), frame.total);
    let price = if spent { best(&mut (0..channels.len()).filter(|c| !full(group_of(*c)))) } else { 0.0 };
    let mut found = Vec::new();
    let mut note = |limit, gain: f64| {
        if gain > 0.0 {
            found.push(Binding { limit, gain });
        }
    };
    note(Limit::Total, price);
    for (group, limits) in frame.groups.iter().enumerate() {
        let inside = best(&mut frame.members[group].iter().copied());
        if full(group) {
            note(Limit::GroupMax(group), inside - price);
        } else if limits.min > 0.0 && near(sum(group), limits.min) {
            note(Limit::GroupMin(group), price - inside);
        }
    }
    for (index, channel) in channels.iter().enumerate() {
        let own = if full(group_of(index)) { best(&mut frame.members[group_of(index)].iter().copied()) } else { price };
        if near(spend[index], channel.max) {
            note(Limit::ChannelMax(index), marginal(index) - own);
        } else if channel.min > 0.0 && near(spend[index], channel.min) {
            note(Limit::ChannelMin(index), own - marginal(index));
        }
    }
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Hill;
    use super::*;

    fn channels() -> impl Strategy<Value = Vec<Channel>> {
        let one = (1.0f64..100.0, 5.0f64..60.0, 0.5f64..5.0, 0.0f64..10.0, 10.0f64..80.0, any::<bool>(), 0usize..3);
        let make =
            |(max_response, half, slope, min, extra, or_zero, group): (f64, f64, f64, f64, f64, bool, usize)| Channel {
                curve: Hill { max: max_response, half, slope },
                min,
                max: min + extra,
                or_zero,
                group: (group < 2).then_some(group),
            };
        prop::collection::vec(one.prop_map(make), 2..9)
    }

    const GROUPS: [Group; 2] = [Group { min: 0.0, max: 90.0 }, Group { min: 0.0, max: 90.0 }];

    fn allowed(channels: &[Channel], spend: &[f64], total: f64) -> bool {
        let within = |(c, s): (&Channel, &f64)| (c.or_zero && *s == 0.0) || (*s >= c.min - 1e-7 && *s <= c.max + 1e-7);
        let sum =
            |group| channels.iter().zip(spend).filter(|(c, _)| c.group == Some(group)).map(|(_, s)| s).sum::<f64>();
        channels.iter().zip(spend).all(within)
            && spend.iter().sum::<f64>() <= total * (1.0 + 1e-15)
            && (0..2).all(|g| sum(g) <= GROUPS[g].max + 1e-6)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn no_feasible_spend_beats_the_plan_nor_the_plan_its_bound(
            channels in channels(),
            total in 20.0f64..200.0,
            tries in prop::collection::vec(prop::collection::vec(0.0f64..1.0, 9), 200),
        ) {
            let Ok(plan) = budget(&channels, &GROUPS, total) else { return Ok(()) };
            prop_assert!(allowed(&channels, &plan.spend, total), "{:?}", plan);
            prop_assert!(plan.gap <= 1.1e-7 && plan.gap >= 0.0, "gap {}", plan.gap);
            let response = |spend: &[f64]| channels.iter().zip(spend).map(|(c, s)| c.curve.response(*s)).sum::<f64>();
            prop_assert!((response(&plan.spend) - plan.response).abs() <= 1e-9 * plan.response);
            for tried in &tries {
                let spend: Vec<f64> = channels.iter().zip(tried).map(|(c, t)| {
                    if c.or_zero && *t < 0.3 { 0.0 } else { c.min + t * t * (c.max - c.min) }
                }).collect();
                if allowed(&channels, &spend, total) {
                    prop_assert!(response(&spend) <= plan.bound * (1.0 + 1e-9));
                    prop_assert!(response(&spend) <= plan.response * (1.0 + 1e-6));
                }
            }
        }
    }

    /// Found by the property above: a concave curve lies above its hull where too little to be allowed is spent.
    #[test]
    fn a_channel_that_may_have_nothing_is_decided_on_however_its_curve_bends() {
        let channel = |max, half, slope, min, to, or_zero| Channel {
            curve: Hill { max, half, slope },
            min,
            max: to,
            or_zero,
            group: Some(0),
        };
        let channels = [
            channel(1.0, 5.0, 0.5, 0.0, 10.0, false),
            channel(43.168904902042115, 5.0, 0.5, 9.56935775616251, 19.56935775616251, true),
            channel(1.0, 5.0, 0.5, 0.0, 10.0, false),
            channel(
                52.68157974895083,
                29.058914892656116,
                3.811547957633635,
                6.7987133666429775,
                16.79871336664298,
                false,
            ),
            channel(40.75778826397275, 5.0, 0.5, 5.903747518641357, 75.56187731334948, false),
        ];
        let plan = budget(&channels, &GROUPS, 20.800046274929).unwrap();
        let spend = [0.0, 0.0, 0.0, 6.7987133666429775, 13.521];
        let response: f64 = channels.iter().zip(spend).map(|(c, s)| c.curve.response(s)).sum();
        assert!(response <= plan.bound, "{response} {plan:?}");
    }

    /// Every way to spend in steps of one, by dynamic programming.
    fn by_steps(channels: &[Channel], total: usize) -> f64 {
        let mut best = vec![0.0; total + 1];
        for c in channels {
            let option = |left: usize| {
                let spends = (0..=left).filter(|s| *s as f64 >= c.min && *s as f64 <= c.max);
                spends.map(|s| best[left - s] + c.curve.response(s as f64)).fold(f64::NEG_INFINITY, f64::max)
            };
            best = (0..=total).map(option).collect();
        }
        best[total]
    }

    #[test]
    fn fifteen_s_curves_meet_an_exhaustive_search_in_steps() {
        let channel = |i: usize| Channel {
            curve: Hill {
                max: 50.0 + 37.0 * ((i * 7) % 15) as f64,
                half: 20.0 + 11.0 * ((i * 4) % 15) as f64,
                slope: 1.5 + 0.25 * i as f64,
            },
            min: 0.0,
            max: 400.0,
            or_zero: false,
            group: None,
        };
        let channels: Vec<Channel> = (0..15).map(channel).collect();
        for total in [100, 300, 700, 1500] {
            let plan = budget(&channels, &[], total as f64).unwrap();
            let steps = by_steps(&channels, total);
            assert!(
                plan.response >= steps * (1.0 - 1e-7) && plan.response <= steps * 1.002,
                "{total}: {} {steps}",
                plan.response
            );
            assert!(plan.gap <= 1e-7 && plan.nodes < 200, "{total}: {} {}", plan.gap, plan.nodes);
        }
    }

    #[test]
    fn a_limit_says_what_moving_it_brings() {
        let one = |max: f64| Channel {
            curve: Hill { max: 100.0, half: 30.0, slope: 1.0 },
            min: 0.0,
            max,
            or_zero: false,
            group: None,
        };
        let with = |cap: f64, total: f64| budget(&[one(cap), one(100.0)], &[], total).unwrap();
        let plan = with(10.0, 60.0);
        let gain = |limit| plan.limits.iter().find(|b| b.limit == limit).unwrap().gain;
        assert!((gain(Limit::Total) - 100.0 * (with(10.0, 60.01).response - plan.response)).abs() < 1e-3);
        assert!((gain(Limit::ChannelMax(0)) - 100.0 * (with(10.01, 60.0).response - plan.response)).abs() < 1e-3);
    }

    #[test]
    fn what_cannot_be_planned_has_a_reason_and_nothing_to_spend_has_an_answer() {
        let fine = Channel {
            curve: Hill { max: 1.0, half: 1.0, slope: 0.5 },
            min: 0.0,
            max: 5.0,
            or_zero: false,
            group: None,
        };
        let nothing = budget(&[fine, fine], &[], 0.0).unwrap();
        assert_eq!((nothing.spend, nothing.response, nothing.gap), (vec![0.0, 0.0], 0.0, 0.0));
        assert_eq!(budget(&[], &[], 1.0), Err(BudgetError::NoChannels));
        assert_eq!(budget(&[fine], &[], f64::NAN), Err(BudgetError::BadTotal));
        let bad = |channel| budget(&[channel], &[Group { min: 0.0, max: 1.0 }], 3.0);
        assert_eq!(
            bad(Channel { curve: Hill { half: 0.0, ..fine.curve }, ..fine }),
            Err(BudgetError::BadCurve { channel: 0 })
        );
        assert_eq!(bad(Channel { min: 6.0, ..fine }), Err(BudgetError::BadLimits { channel: 0 }));
        assert_eq!(bad(Channel { group: Some(3), ..fine }), Err(BudgetError::BadGroup { group: 3 }));
        assert_eq!(
            bad(Channel { min: 2.0, group: Some(0), ..fine }),
            Err(BudgetError::GroupContradiction { group: 0 })
        );
        assert_eq!(
            bad(Channel { min: 4.0, ..fine }),
            Err(BudgetError::MinimumsExceedTotal { needed: 4.0, total: 3.0 })
        );
        let plenty = budget(&[fine], &[], 100.0).unwrap();
        assert!((plenty.spend[0] - 5.0).abs() < 1e-9 && plenty.gap < 1e-7);
    }
}
