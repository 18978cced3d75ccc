package dev.cao.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads JUnit XML and holds it against the schema. */
public final class JUnitXml {
    private JUnitXml() {}

    /** Returns the only suite; fails if the document does not fit the schema. */
    public static Element suite(String xml) {
        try {
            Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(JUnitXml.class.getResource("junit.xsd"));
            schema.newValidator().validate(new StreamSource(new StringReader(xml)));
            NodeList suites = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getElementsByTagName("testsuite");
            return (Element) suites.item(0);
        } catch (Exception e) {
            throw new AssertionError("not valid: " + e.getMessage() + "\n" + xml, e);
        }
    }

    static List<String> names(Element suite) {
        return cases(suite).stream()
                .map(testCase -> testCase.getAttribute("name"))
                .toList();
    }

    static String skippedCase(Element suite, String name) {
        return cases(suite).stream()
                .filter(testCase -> testCase.getAttribute("name").equals(name))
                .map(testCase ->
                        (Element) testCase.getElementsByTagName("skipped").item(0))
                .map(skipped -> skipped.getAttribute("message"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Element> cases(Element suite) {
        NodeList nodes = suite.getElementsByTagName("testcase");
        List<Element> cases = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            cases.add((Element) nodes.item(i));
        }
        return cases;
    }
}
