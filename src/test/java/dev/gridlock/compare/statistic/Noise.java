package dev.gridlock.compare.statistic;

import java.util.random.RandomGenerator;

/** Shapes of noise that timings have: what one round's true value is multiplied by. */
enum Noise {
    EVEN {
        @Override
        double draw(RandomGenerator random) {
            return Math.exp(0.1 * random.nextGaussian());
        }
    },
    /** Mostly fast, with a long tail of slow ones. */
    SKEWED {
        @Override
        double draw(RandomGenerator random) {
            return 1 + random.nextExponential() * random.nextExponential();
        }
    },
    /** Fast or slow, hardly anything between: with and without a checkpoint, say. */
    BIMODAL {
        @Override
        double draw(RandomGenerator random) {
            return (random.nextDouble() < 0.4 ? 1 : 2) * Math.exp(0.05 * random.nextGaussian());
        }
    };

    abstract double draw(RandomGenerator random);

    double[] draw(RandomGenerator random, int count, double times) {
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = times * draw(random);
        }
        return drawn;
    }
}
