/// Requests for jobs: the rules that they have to keep, what they come to, and the specs that
/// accepted ones become.
@NullMarked
package dev.hone.orchestrator.submissions;

import org.jspecify.annotations.NullMarked;
