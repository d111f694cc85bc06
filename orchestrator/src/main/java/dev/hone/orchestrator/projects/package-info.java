/// Projects, the owners of files and jobs.
@NullMarked
package dev.hone.orchestrator.projects;

import org.jspecify.annotations.NullMarked;
