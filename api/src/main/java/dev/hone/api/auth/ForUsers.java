package dev.hone.api.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Every method of this resource wants the key of people and programs.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ForUsers {}
