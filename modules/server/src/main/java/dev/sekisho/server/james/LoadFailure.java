// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an exception of something that could not be made means to whoever named it, in one line. */
final class LoadFailure {
    private static final int LONGEST = 300;
    private static final String UNBOUND = "No implementation for ";
    private static final String NO_CONSTRUCTOR = "No injectable constructor";
    private static final String INNER = "Injecting into inner classes";
    /** Those who call an extension; a frame of theirs does not show where it failed. */
    private static final List<String> CALLERS = List.of(
            "java.", "javax.", "jdk.", "sun.", "com.google.", "org.apache.", "com.github.", "dev.sekisho.server.");

    private LoadFailure() {}

    static String words(Throwable failure) {
        Throwable root = root(failure);
        String line = lines(failure).get(0);
        String named;
        if (isMissing(root)) {
            String name = line.replace('/', '.');
            named = lacksALibrary(failure)
                    ? "it uses the class " + name + ", which is missing"
                    : "there is no class " + name;
        } else if (root instanceof ClassCastException) {
            named = line.replaceAll(" \\(.*", "");
        } else if (root instanceof LinkageError || isOfItsOwnCode(root)) {
            named = line.equals(root.getClass().getSimpleName())
                    ? line
                    : root.getClass().getSimpleName() + " " + line;
        } else {
            named = line;
        }
        String whole = named.length() > LONGEST ? named.substring(0, LONGEST) + "..." : named;
        return isOfItsOwnCode(root) ? whole + frame(root) : whole;
    }

    /** The first line of each fault that there is, in the order in which they were found. */
    static List<String> lines(Throwable failure) {
        Throwable root = root(failure);
        Stream<String> messages = messages(root)
                .filter(all -> !all.isEmpty())
                .map(all -> all.stream().map(Message::getMessage))
                .orElseGet(() -> Stream.of(String.valueOf(root.getMessage())));
        return messages.map(message -> message.lines().findFirst().orElse("").strip())
                .map(line -> line.startsWith(UNBOUND) ? line.replaceAll("\\.$", "") : line)
                .map(line ->
                        line.isEmpty() || line.equals("null") ? root.getClass().getSimpleName() : line)
                .toList();
    }

    /**
     * What to do about it.
     *
     * @param what the kind of thing, such as "mailet"
     * @param name the class that was named
     */
    static String advice(Throwable failure, String what, String name) {
        Throwable root = root(failure);
        if (isMissing(root)) {
            return lacksALibrary(failure)
                    ? "put the jar that has it into extensions-jars/"
                    : "write the name of a " + what + " that is there" + listed(what)
                            + ", or put its jar into extensions-jars/";
        }
        if (root instanceof ClassCastException) {
            return "it is no " + what + ": name one";
        }
        if (messages(root).isPresent()) {
            return adviceOfGuice(lines(failure).get(0), what, name);
        }
        return root instanceof LinkageError && !(root instanceof ExceptionInInitializerError)
                ? "it was built for other libraries than those in lib/, or for a newer Java: rebuild it, or remove it"
                : "correct its settings, or remove it";
    }

    private static String adviceOfGuice(String line, String what, String name) {
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        if (line.startsWith(UNBOUND)
                && line.substring(UNBOUND.length()).replaceAll(" .*", "").endsWith(simple)) {
            return "it is abstract, or has no public constructor that is without arguments or has @Inject: name a "
                    + what + " that can be made";
        }
        if (line.startsWith(NO_CONSTRUCTOR)) {
            return "give it a public constructor without arguments, or one with @Inject";
        }
        if (line.startsWith(INNER)) {
            return "make it a static or a top-level class";
        }
        return line.startsWith(UNBOUND)
                ? "it needs a service that neither this server nor a Guice module binds: bind it, or remove the " + what
                : "correct it, or remove it";
    }

    private static String listed(String what) {
        return what.equals("mailet") || what.equals("matcher") ? " (docs/james.md lists James')" : "";
    }

    private static boolean isMissing(Throwable root) {
        return root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError;
    }

    /** The class itself was found; one that it needs was not. */
    private static boolean lacksALibrary(Throwable failure) {
        return causes(failure).anyMatch(NoClassDefFoundError.class::isInstance);
    }

    private static boolean isOfItsOwnCode(Throwable root) {
        return (root instanceof RuntimeException || root instanceof ExceptionInInitializerError)
                && messages(root).isEmpty()
                && !(root instanceof ClassCastException)
                && !frame(root).isEmpty();
    }

    /** Where it failed in code that is neither James' nor the server's; empty if nowhere. */
    private static String frame(Throwable root) {
        return Arrays.stream(root.getStackTrace())
                .filter(each -> CALLERS.stream().noneMatch(each.getClassName()::startsWith))
                .findFirst()
                .map(each -> " (at " + each.getClassName() + "." + each.getMethodName() + ", line "
                        + each.getLineNumber() + ")")
                .orElse("");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, each -> each.getCause() == each ? null : each.getCause());
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce(failure, (before, last) -> last);
    }

    private static Optional<Collection<Message>> messages(Throwable root) {
        if (root instanceof ConfigurationException unbound) {
            return Optional.of(unbound.getErrorMessages());
        }
        if (root instanceof CreationException unbindable) {
            return Optional.of(unbindable.getErrorMessages());
        }
        return root instanceof ProvisionException unmade ? Optional.of(unmade.getErrorMessages()) : Optional.empty();
    }
}
