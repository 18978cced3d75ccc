package dev.cao.supervisor;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a request's signature as AWS does (Signature Version 4). */
final class AwsSignature {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private AwsSignature() {}

    /** Returns what is wrong; empty if the request was signed with that secret, for that service. */
    static String problem(HttpExchange exchange, byte[] body, String secret, String service)
            throws GeneralSecurityException {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Matcher given = AUTHORIZATION.matcher(header);
        if (!given.matches()) {
            return "no signature: " + header;
        }
        String date = given.group(2);
        String region = given.group(3);
        if (!given.group(4).equals(service)) {
            return "signed for " + given.group(4);
        }
        String headers = Arrays.stream(given.group(5).split(";"))
                .map(name -> name + ":"
                        + String.join(",", exchange.getRequestHeaders().get(name))
                                .strip() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath().replace("%", "%25"),
                exchange.getRequestURI().getRawQuery() == null
                        ? ""
                        : exchange.getRequestURI().getRawQuery(),
                headers,
                given.group(5),
                sha256(body));
        String scope = "%s/%s/%s/aws4_request".formatted(date, region, service);
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                exchange.getRequestHeaders().getFirst("X-Amz-Date"),
                scope,
                sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        String expected = HexFormat.of().formatHex(hmac(key, toSign));
        return expected.equals(given.group(6)) ? "" : "the signature does not match; canonical request:\n" + canonical;
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
