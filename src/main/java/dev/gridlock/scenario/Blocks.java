package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.List;

/** Every block of keys that a scenario may have, in the order of the reference. */
final class Blocks {

    static final List<Block> ALL = all();

    private Blocks() {}

    private static List<Block> all() {
        List<Block> blocks = new ArrayList<>(List.of(
                ScenarioBlock.BLOCK,
                FleetBlock.BLOCK,
                PostgresBlock.BLOCK,
                PgBouncerBlock.BLOCK,
                StackBlock.BLOCK,
                TargetBlock.NAIVE,
                TargetBlock.BOUNDED,
                TargetBlock.COMMAND,
                LoadBlock.BULK,
                LoadBlock.ARRIVALS,
                FaultBlock.BLOCK));
        for (ToxicKeys toxic : ToxicKeys.values()) {
            blocks.add(new Block("chaos.N with toxic: " + toxic.word(), toxic.meaning(), toxic.parameters()));
        }
        blocks.add(FaultBlock.BLOCK_OF_PARTS);
        for (DisruptionKeys fault : DisruptionKeys.values()) {
            if (!fault.parameters().isEmpty()) {
                blocks.add(new Block("chaos.N with fault: " + fault.word(), fault.meaning(), fault.parameters()));
            }
        }
        blocks.add(RecordingBlock.BLOCK);
        blocks.add(BusinessBlock.BLOCK);
        return List.copyOf(blocks);
    }
}
