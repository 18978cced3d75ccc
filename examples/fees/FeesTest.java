import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Starts the service and asks it. Exit code 0: everything holds; 1: what does not is on standard error. */
public final class FeesTest {
    private static int failed;

    private FeesTest() {}

    public static void main(String[] args) throws Exception {
        try (Fees fees = new Fees(0);
                HttpClient client = HttpClient.newHttpClient()) {
            check(client, fees, "percent", "100000", 200, "1500");
            check(client, fees, "rounded down", "9999", 200, "149");
            check(client, fees, "minimum", "100", 200, "25");
            check(client, fees, "negative", "-5", 400, "");
            check(client, fees, "no number", "ten", 400, "");
        }
        System.err.println(failed == 0 ? "all tests pass" : failed + " tests fail");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static void check(HttpClient client, Fees fees, String what, String cents, int status, String body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + fees.port() + "/fee?cents=" + cents);
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status
                || !body.isEmpty() && !answer.body().strip().equals(body)) {
            failed++;
            System.err.printf(
                    "FAILS %s: cents=%s gives %d %s, expected %d %s%n",
                    what, cents, answer.statusCode(), answer.body().strip(), status, body);
        }
    }
}
