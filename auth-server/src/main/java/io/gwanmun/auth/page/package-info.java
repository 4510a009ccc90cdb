/** What all pages share, and the pages that belong to the protocols: consent, devices, errors. */
@NullMarked
package io.gwanmun.auth.page;

import org.jspecify.annotations.NullMarked;
