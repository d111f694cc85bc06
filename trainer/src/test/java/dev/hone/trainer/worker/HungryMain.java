package dev.hone.trainer.worker;

import java.util.ArrayList;

/// Takes memory for as long as it gets some.
final class HungryMain {
    private HungryMain() {}

    public static void main(String[] arguments) {
        var taken = new ArrayList<byte[]>();
        while (!Thread.interrupted()) {
            taken.add(new byte[1 << 20]);
        }
        System.out.println(taken.size());
    }
}
