//! Customers from known parameters.

use std::collections::BTreeMap;

use kehu_models::purchase::beta_binomial::Record;
use kehu_models::purchase::gamma_gamma::Spend;
use kehu_models::purchase::{Gaps, History, Model};
use rand::RngExt as _;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

/// Random numbers of the kinds that the models are made of.
pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn uniform(&mut self) -> f64 {
        self.0.random::<f64>().max(f64::MIN_POSITIVE)
    }

    pub fn exponential(&mut self, rate: f64) -> f64 {
        -self.uniform().ln() / rate
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Marsaglia & Tsang (2000), ACM TOMS 26(3).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.uniform().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        x / (x + y)
    }
}

/// The days on which one customer buys after the first purchase, until `end`.
pub fn purchases(dice: &mut Dice, model: Model, values: [f64; 4], end: f64) -> Vec<f64> {
    let rate = (dice.gamma(values[0]) / values[1]).max(1e-300);
    let k = if let Model::MbgCnbd { k } = model { k } else { 1 };
    let (life, leaves) = if model == Model::ParetoNbd {
        let hazard = (dice.gamma(values[2]) / values[3]).max(1e-300);
        (dice.exponential(hazard), 0.0)
    } else {
        (f64::INFINITY, dice.beta(values[2], values[3]))
    };
    let mut times = Vec::new();
    let mut now = 0.0;
    let mut gone = !matches!(model, Model::ParetoNbd | Model::BgNbd) && dice.uniform() < leaves;
    while !gone {
        now += (0..k).map(|_| dice.exponential(rate)).sum::<f64>();
        if now > end.min(life) {
            break;
        }
        times.push(now);
        gone = leaves > 0.0 && dice.uniform() < leaves;
    }
    times
}

/// `n` customers who came at random moments of the first half of `weeks`, with what their gaps say.
pub fn cohort(seed: u64, n: usize, model: Model, values: [f64; 4], weeks: f64) -> (Vec<History>, Gaps) {
    let mut dice = Dice::new(seed);
    let (mut gaps, mut shares) = (Gaps::default(), Vec::new());
    let histories = (0..n)
        .map(|_| {
            let age = weeks * (1.0 - 0.5 * dice.uniform());
            let times = purchases(&mut dice, model, values, age);
            let between: Vec<f64> =
                std::iter::once(0.0).chain(times.iter().copied()).zip(&times).map(|(from, to)| to - from).collect();
            gaps.ln_sum += between.iter().map(|gap| gap.ln()).sum::<f64>();
            if let [first, second, ..] = between[..] {
                shares.push(first / (first + second));
            }
            let frequency = u32::try_from(times.len()).unwrap();
            History::new(frequency, times.last().copied().unwrap_or(0.0), age).unwrap()
        })
        .collect();
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    gaps.pairs = shares.len() as u64;
    gaps.share_variance = shares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / (shares.len() as f64 - 1.0);
    (histories, gaps)
}

/// What `n` customers with one to a dozen purchases spent, of whom each purchase is Gamma(p, ν) with ν ~ Gamma(q, γ).
pub fn spends(seed: u64, n: usize, [p, q, gamma]: [f64; 3]) -> Vec<Spend> {
    let mut dice = Dice::new(seed);
    let customer = |_| {
        let purchases = 1 + (dice.exponential(0.5) as u32).min(11);
        let (rate, x) = (dice.gamma(q) / gamma, f64::from(purchases));
        Spend { purchases, mean: dice.gamma(p * x) / (rate * x) }
    };
    (0..n).map(customer).collect()
}

/// `n` donors over `periods`, equal records together, who give with p ~ Beta(α, β) and leave at the start of each with θ ~ Beta(γ, δ).
pub fn donors(seed: u64, n: usize, periods: u32, [alpha, beta, gamma, delta]: [f64; 4]) -> Vec<Record> {
    let mut dice = Dice::new(seed);
    let mut counts: BTreeMap<(u32, u32), Record> = BTreeMap::new();
    for _ in 0..n {
        let (gives, leaves) = (dice.beta(alpha, beta), dice.beta(gamma, delta));
        let mut record = Record { acted: 0, last: 0, periods, customers: 1 };
        for period in 1..=periods {
            if dice.uniform() < leaves {
                break;
            }
            if dice.uniform() < gives {
                (record.acted, record.last) = (record.acted + 1, period);
            }
        }
        counts.entry((record.acted, record.last)).and_modify(|same| same.customers += 1).or_insert(record);
    }
    counts.into_values().collect()
}

/// Of `n` contracts, how many ended at each of `renewals`, and how many outlived them.
pub fn contracts(seed: u64, n: usize, renewals: usize, [alpha, beta]: [f64; 2]) -> (Vec<u64>, u64) {
    let mut dice = Dice::new(seed);
    let (mut ended, mut lasting) = (vec![0; renewals], 0);
    for _ in 0..n {
        let leaves = dice.beta(alpha, beta);
        match (0..renewals).find(|_| dice.uniform() < leaves) {
            Some(renewal) => ended[renewal] += 1,
            None => lasting += 1,
        }
    }
    (ended, lasting)
}
