package dev.cao.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * What agents wrote, as HTML that can do nothing: HTML in it is shown as text, only harmless links stay links, and an
 * image is a link, because a page that opens it would ask the network for it.
 */
final class MarkdownHtml {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    /** Deeper lists and quotations are shown flat. */
    private static final int DEPTH = 60;

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(DEPTH)
            .customInlineContentParserFactory(new LessThanIsText())
            .build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("\n")
            .attributeProviderFactory(_ -> (_, tag, attributes) -> {
                if (tag.equals("a")) {
                    attributes.put("rel", "noopener noreferrer");
                }
            })
            .build();

    /** Returns the text as HTML of no more than that many bytes; what does not fit is left out at the end, and that is said. */
    String of(String markdown, int mostBytes) {
        int most = Math.max(200, mostBytes);
        String source = markdown.length() <= most ? markdown : Texts.head(markdown, most);
        String html = rendered(source);
        while (bytes(html) > most && source.length() > 100) {
            source = Texts.head(markdown, Math.max(100, source.length() / 2));
            html = rendered(source);
        }
        return html;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private String rendered(String markdown) {
        try {
            Node document = parser.parse(markdown);
            document.accept(new ImagesToLinks());
            return renderer.render(document);
        } catch (StackOverflowError _) {
            // Thousands of emphases within each other are no text that anybody has written for people.
            return new Html().add("<pre tabindex=\"0\">%s</pre>\n", markdown).toString();
        }
    }

    /** Markup is text here anyhow, and to search each of thousands for its end would take minutes. */
    private static final class LessThanIsText implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('<');
        }

        @Override
        public InlineContentParser create() {
            return state -> {
                state.scanner().next();
                return ParsedInline.of(new Text("<"), state.scanner().position());
            };
        }
    }

    private static final class ImagesToLinks extends AbstractVisitor {
        @Override
        public void visit(Image image) {
            Link link = new Link(image.getDestination(), image.getTitle());
            link.appendChild(new Text("image: "));
            for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
                link.appendChild(child);
            }
            image.insertBefore(link);
            image.unlink();
            visitChildren(link);
        }
    }
}
