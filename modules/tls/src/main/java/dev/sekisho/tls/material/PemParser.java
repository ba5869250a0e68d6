// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Finds the blocks of a PEM text (RFC 7468 3, lax). Lines may end in CR LF, LF or CR, blanks may stand around them and empty lines between
 * them, text may stand before, between and after the blocks, and a block may begin on the line on which the one before it ends. What looks like
 * a block and is none is refused with its place: passed over, it would be missed later, and nobody knew why.
 */
final class PemParser {
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern TWO_ON_A_LINE = Pattern.compile("(?<=-----)(?=-----BEGIN )");
    private static final String LABEL = "[A-Z0-9][A-Za-z0-9 #._/-]{0,63}?";
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN (" + LABEL + ")-----");
    private static final Pattern END = Pattern.compile("-----END (" + LABEL + ")-----");
    private static final Pattern NEARLY_A_BOUNDARY =
            Pattern.compile("(?i)(-+ *(BEGIN|END) [!-~ ]*|(BEGIN|END) [A-Z0-9 ]+-+)");
    private static final Pattern HEADER = Pattern.compile("([!-9;-~]+): *(.*)");
    /** Labels of blocks that something is looked for in: what is wrong with others does not matter here. */
    private static final Pattern OURS = Pattern.compile(".*(CERTIFICATE|KEY|REQUEST|PARAMETERS)|PKCS.*|CMS");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]+");

    private final List<PemBlock> found = new ArrayList<>();
    private final StringBuilder base64 = new StringBuilder();
    private final List<PemHeader> headers = new ArrayList<>();
    private String type = "";
    private int begun;
    private int line;

    private PemParser() {}

    /** The blocks, in their order. */
    static List<PemBlock> of(String text) throws MalformedPem {
        PemParser blocks = new PemParser();
        for (String line : LINE_END.split(text, -1)) {
            blocks.line++;
            for (String part : TWO_ON_A_LINE.split(line.strip(), -1)) {
                blocks.take(part);
            }
        }
        if (blocks.inside()) {
            throw blocks.malformed("has no END line; the file was cut, or not copied completely");
        }
        return blocks.found;
    }

    private boolean inside() {
        return !type.isEmpty();
    }

    private boolean ours() {
        return OURS.matcher(type).matches();
    }

    private void take(String text) throws MalformedPem {
        Matcher begin = BEGIN.matcher(text);
        Matcher end = END.matcher(text);
        if (begin.matches()) {
            begin(begin.group(1));
        } else if (end.matches()) {
            end(end.group(1));
        } else if (NEARLY_A_BOUNDARY.matcher(text).matches()) {
            throw new MalformedPem("line " + line
                    + " looks like the begin or end of a block and is not: there are five hyphens on each side, as in"
                    + " \"-----BEGIN CERTIFICATE-----\"");
        } else if (inside() && !text.isEmpty()) {
            content(text);
        }
    }

    private void begin(String label) throws MalformedPem {
        if (inside()) {
            throw malformed("has no END line before the next block begins in line " + line);
        }
        type = label;
        begun = line;
    }

    private void content(String text) throws MalformedPem {
        Matcher header = HEADER.matcher(text);
        String octets = text.replaceAll("[ \\t]+", "");
        if (header.matches() && base64.isEmpty()) {
            headers.add(new PemHeader(header.group(1), header.group(2)));
        } else if (BASE64.matcher(octets).matches()) {
            base64.append(octets);
        } else if (ours()) {
            throw malformed("has something in line " + line + " that is not base64");
        }
    }

    private void end(String label) throws MalformedPem {
        if (!inside()) {
            throw new MalformedPem("line " + line + " is the end of a " + label + " block that has no BEGIN line");
        }
        if (!label.equals(type)) {
            throw malformed("ends in line " + line + " as " + label);
        }
        found.add(new PemBlock(new PemObject(type, List.copyOf(headers), decoded()), found.size() + 1, begun));
        type = "";
        base64.setLength(0);
        headers.clear();
    }

    private byte[] decoded() throws MalformedPem {
        if (!ours()) {
            return new byte[0];
        }
        if (base64.length() % 4 != 0) {
            throw malformed("is not base64: characters are missing, or too many");
        }
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException notBase64) {
            throw malformed("is not base64: = stands where it cannot");
        }
    }

    private MalformedPem malformed(String why) {
        return new MalformedPem(PemBlock.which(found.size() + 1, type, begun) + " " + why);
    }
}
