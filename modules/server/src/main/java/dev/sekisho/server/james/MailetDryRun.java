// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.xml.XmlElement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.mailetcontainer.impl.MailetConfigImpl;
import org.apache.james.mailetcontainer.impl.MatcherConfigImpl;
import org.apache.james.mailetcontainer.impl.matchers.CompositeMatcher;
import org.apache.mailet.Mailet;
import org.apache.mailet.MailetContext;
import org.apache.mailet.Matcher;

/**
 * Makes and initialises each matcher and mailet of {@code mailetcontainer.xml} by itself, as James does at a start, and disposes of it. A
 * fault of one is a problem at its line and keeps no other from being tried.
 *
 * @param mailets makes mailets
 * @param matchers makes matchers
 * @param context what they see of the server
 * @param problems where problems go
 */
record MailetDryRun(MailetLoader mailets, MatcherLoader matchers, MailetContext context, ProblemList problems) {

    void run(XmlElement root) {
        root.children("processors").stream()
                .flatMap(processors -> processors.children("processor").stream())
                .forEach(this::processor);
    }

    private void processor(XmlElement processor) {
        Set<String> names = new HashSet<>();
        processor.children("matcher").forEach(each -> composite(each, names));
        for (XmlElement mailet : processor.children("mailet")) {
            mailet.attribute("match")
                    .filter(match -> !names.contains(match))
                    .ifPresent(match -> matcher(match, mailet));
            mailet.attribute("notmatch").ifPresent(match -> notmatch(match, mailet, names));
            mailet.attribute("class")
                    .filter(name -> !ConfigurationLoader.isRefusedMailet(mailet))
                    .ifPresent(name -> mailet(name, mailet));
        }
    }

    private void composite(XmlElement element, Set<String> names) {
        Optional<String> match = element.attribute("match").or(() -> element.attribute("notmatch"));
        Optional<Matcher> made = match.flatMap(text -> matcher(text, element));
        List<XmlElement> inner = element.children("matcher");
        if (!inner.isEmpty()
                && made.filter(matcher -> !(matcher instanceof CompositeMatcher))
                        .isPresent()) {
            refuse(
                    element,
                    "the matcher " + match.orElse("") + " takes no nested matchers, but contains some",
                    "use And, Or, Xor or Not");
        }
        inner.forEach(each -> composite(each, names));
        element.attribute("name")
                .filter(name -> !names.add(name))
                .ifPresent(name -> refuse(
                        element,
                        "the matcher named " + name + " is defined twice in its processor",
                        "give it another name"));
    }

    private void notmatch(String match, XmlElement mailet, Set<String> names) {
        if (names.contains(match)) {
            refuse(
                    mailet,
                    "notmatch=\"" + match
                            + "\" names a matcher of this file, which James looks for behind match= alone",
                    "name another whose first element says notmatch instead of match, and write match= here");
        } else {
            matcher(match, mailet);
        }
    }

    private Optional<Matcher> matcher(String match, XmlElement at) {
        int end = match.indexOf('=');
        MatcherConfigImpl config = new MatcherConfigImpl();
        config.setMatcherName(end < 0 ? match : match.substring(0, end));
        config.setCondition(end < 0 ? null : match.substring(end + 1));
        config.setMailetContext(context);
        try {
            Matcher matcher = matchers.getMatcher(config);
            matcher.destroy();
            return Optional.of(matcher);
        } catch (Exception | LinkageError e) {
            refuse(
                    at,
                    "the matcher " + match + " cannot be made: " + LoadFailure.words(e),
                    LoadFailure.advice(e, "matcher", config.getMatcherName()));
            return Optional.empty();
        }
    }

    private void mailet(String name, XmlElement at) {
        try {
            MailetConfigImpl config = new MailetConfigImpl();
            config.setMailetName(name);
            config.setConfiguration(JamesServices.xml(at.xml()));
            config.setMailetContext(context);
            Mailet mailet = mailets.getMailet(config);
            mailet.destroy();
        } catch (Exception | LinkageError e) {
            refuse(
                    at,
                    "the mailet " + name + " cannot be made: " + LoadFailure.words(e),
                    LoadFailure.advice(e, "mailet", name));
        }
    }

    private void refuse(XmlElement at, String found, String expected) {
        problems.refuse(at.position(), "", found, expected);
    }
}
