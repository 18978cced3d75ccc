package dev.cao.terminal;

import dev.cao.terminal.ControlParser.Event.Block;
import java.util.List;
import java.util.stream.Stream;

/** What tmux answered to one line of commands: one block for each command that ran, none after one that failed. */
record Reply(List<Block> blocks) {
    Reply {
        blocks = List.copyOf(blocks);
    }

    boolean ok() {
        return blocks.stream().allMatch(Block::ok);
    }

    /** Returns the lines of all blocks, one after the other. */
    List<String> lines() {
        return blocks.stream().flatMap(Reply::linesOf).toList();
    }

    /** Returns the lines of the block with this index; empty when that command did not run. */
    List<String> lines(int index) {
        return index < blocks.size() ? blocks.get(index).lines() : List.of();
    }

    /** Returns the words of a failure, for people. */
    String error() {
        return String.join(
                "; ",
                blocks.stream()
                        .filter(block -> !block.ok())
                        .flatMap(Reply::linesOf)
                        .toList());
    }

    private static Stream<String> linesOf(Block block) {
        return block.lines().stream();
    }
}
