package dev.cao.domain;

import java.util.stream.Collectors;

/** Texts of agents as terminals may show them: what would steer a terminal stands there as a picture. */
public final class VisibleText {
    private static final int PICTURES = 0x2400;
    private static final int DELETE = 0x7f;

    private VisibleText() {}

    /** Returns the text with control characters but line ends and tabs as their pictures, so that ESC is {@code ␛}. */
    public static String of(String text) {
        boolean clean = text.codePoints().noneMatch(VisibleText::steers);
        return clean
                ? text
                : text.codePoints()
                        .map(point -> steers(point) ? picture(point) : point)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    private static boolean steers(int point) {
        return Character.isISOControl(point) && point != '\n' && point != '\t';
    }

    private static int picture(int point) {
        // U+2421 stands for DEL; the controls from U+0080 on have no pictures.
        return point < ' ' ? PICTURES + point : point == DELETE ? PICTURES + '!' : 0xfffd;
    }
}
