//! The optimiser that the trainers share: Adam (Kingma and Ba 2015) on a penalised likelihood.
//! Nothing is random: the same input gives the same bytes.

/// How a climb is made.
pub struct Climb<'c> {
    pub steps: usize,
    /// The length of the first steps, in units of a standardised weight.
    pub rate: f64,
    /// The quadratic penalty on each standardised weight.
    pub penalty: &'c [f64],
    /// What is one unit of each feature; weights are standardised by it.
    pub scale: &'c [f64],
}

impl Climb<'_> {
    /// Climbs from `weights`; `slope` gives the gradient of the mean log-likelihood.
    pub fn run(&self, weights: &mut [f64], mut slope: impl FnMut(usize, &[f64]) -> Vec<f64>) {
        let (mut first, mut second) = (vec![0.0; weights.len()], vec![0.0; weights.len()]);
        for step in 1..=self.steps {
            let gradient = slope(step, weights);
            let rate = self.rate * (1.0 - step as f64 / (self.steps + 1) as f64).max(0.05);
            for place in 0..weights.len() {
                let scale = self.scale[place];
                let slope = gradient[place] / scale - self.penalty[place] * weights[place] * scale;
                first[place] = 0.9 * first[place] + 0.1 * slope;
                second[place] = 0.98 * second[place] + 0.02 * slope * slope;
                let mean = first[place] / (1.0 - 0.9f64.powi(step as i32));
                let spread = (second[place] / (1.0 - 0.98f64.powi(step as i32))).sqrt() + 1e-8;
                weights[place] += rate * mean / spread / scale;
            }
        }
    }
}
