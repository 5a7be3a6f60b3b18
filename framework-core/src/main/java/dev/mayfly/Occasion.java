package dev.mayfly;

import java.util.Optional;

/**
 * What a {@link LifecycleHook} is told.
 *
 * @param container what the engine can be asked of it depends on the moment: commands run from
 *     {@link Moment#STARTED} to {@link Moment#STOPPING}, files can be copied in from {@link
 *     Moment#CREATED} on, and after its removal there is nothing to ask
 * @param failure why the start failed, at {@link Moment#FAILED}
 * @param outcome how the tests ended that used it, as far as JUnit has told
 */
public record Occasion(
    Moment moment,
    RunningContainer container,
    Optional<Throwable> failure,
    Optional<TestOutcome> outcome) {}
